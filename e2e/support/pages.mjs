// The app's pages, for checks that look at every one.

/** @typedef {{ name: string, path: string, who: 'nobody' | 'customer' | 'admin' }} AppPage */

/** The page of the kit shows components that load for ever. */
const SHOWS_LOADING = '/kit';

/** @type {AppPage[]} */
export const PAGES = [
  { name: 'landing', path: '/', who: 'nobody' },
  { name: 'register', path: '/register', who: 'nobody' },
  { name: 'sign in', path: '/sign-in', who: 'nobody' },
  { name: 'forgot password', path: '/forgot-password', who: 'nobody' },
  { name: 'reset password', path: '/reset-password?token=x', who: 'nobody' },
  { name: 'verify email', path: '/verify-email?token=x', who: 'nobody' },
  { name: 'confirm email', path: '/confirm-email?token=x', who: 'nobody' },
  { name: 'undo email', path: '/undo-email?token=x', who: 'nobody' },
  { name: 'profile of nobody', path: '/u/nadie', who: 'nobody' },
  { name: 'not found', path: '/no-such-page', who: 'nobody' },
  { name: 'kit', path: '/kit', who: 'nobody' },
  { name: 'account', path: '/account', who: 'customer' },
  { name: 'security', path: '/account/security', who: 'customer' },
  { name: 'keys', path: '/account/keys', who: 'customer' },
  { name: 'overview', path: '/admin', who: 'admin' },
  { name: 'backups', path: '/admin/backups', who: 'admin' },
  { name: 'inspector', path: '/admin/inspector', who: 'admin' },
  { name: 'users', path: '/admin/users', who: 'admin' },
  { name: 'audit', path: '/admin/audit', who: 'admin' },
  { name: 'mailbox', path: '/admin/mailbox', who: 'admin' },
  { name: 'jobs', path: '/admin/jobs', who: 'admin' },
  { name: 'settings', path: '/admin/settings', who: 'admin' },
];

/**
 * Opens a page and waits until it has settled: its heading is there, the network is quiet, nothing loads.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} address
 */
export async function settle(page, address) {
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  if (!address.endsWith(SHOWS_LOADING)) {
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  }
}
