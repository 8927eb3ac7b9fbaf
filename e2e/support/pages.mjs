// The app's pages, for checks that look at every one.

/** @typedef {'nobody' | 'customer' | 'creator' | 'brand' | 'admin'} Who */
/**
 * `:brand`, `:handle`, `:campaign`, `:draft`, `:application`, `:signed`, `:job`, `:piece` and `:written` stand for what is
 * there; see marketplace.mjs.
 *
 * @typedef {{ name: string, path: string, who: Who }} AppPage
 */

/** The creator whose media kit is one of the pages; see `creator` in people.mjs. */
export const SHOWN_CREATOR = 'ana.muestra';

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
  { name: 'brand page', path: '/b/:handle', who: 'nobody' },
  { name: 'brand of nobody', path: '/b/nadie', who: 'nobody' },
  { name: 'invitation', path: '/brand/invitation?token=x', who: 'nobody' },
  { name: 'creators', path: '/creators', who: 'nobody' },
  { name: 'media kit', path: `/c/${SHOWN_CREATOR}`, who: 'nobody' },
  { name: 'media kit of nobody', path: '/c/nadie', who: 'nobody' },
  { name: 'campaigns', path: '/campaigns', who: 'nobody' },
  { name: 'campaigns, none found', path: '/campaigns?search=nada&sort=fee', who: 'nobody' },
  { name: 'campaign', path: '/campaigns/:campaign', who: 'nobody' },
  { name: 'campaign of nobody', path: '/campaigns/01890a5d-ac96-774b-bcce-b302099a8057', who: 'nobody' },
  { name: 'contact', path: '/contact', who: 'nobody' },
  { name: 'terms', path: '/legal/terms', who: 'nobody' },
  { name: 'privacy', path: '/legal/privacy', who: 'nobody' },
  { name: 'cookies', path: '/legal/cookies', who: 'nobody' },
  { name: 'not found', path: '/no-such-page', who: 'nobody' },
  { name: 'kit', path: '/kit', who: 'nobody' },
  { name: 'account', path: '/account', who: 'customer' },
  { name: 'security', path: '/account/security', who: 'customer' },
  { name: 'keys', path: '/account/keys', who: 'customer' },
  { name: 'notices', path: '/account/notifications', who: 'customer' },
  { name: 'notice settings', path: '/account/notifications/settings', who: 'customer' },
  { name: 'own reports', path: '/account/reports', who: 'customer' },
  { name: 'no brands', path: '/brand', who: 'customer' },
  { name: 'brands of one', path: '/brand', who: 'brand' },
  { name: 'brand profile', path: '/brand/:brand', who: 'brand' },
  { name: 'brand figures', path: '/brand/:brand/figures', who: 'brand' },
  { name: 'brand members', path: '/brand/:brand/members', who: 'brand' },
  { name: 'brand package', path: '/brand/:brand/package', who: 'brand' },
  { name: 'brand history', path: '/brand/:brand/history', who: 'brand' },
  { name: 'brand settings', path: '/brand/:brand/settings', who: 'brand' },
  { name: 'brand of others', path: '/brand/01890a5d-ac96-774b-bcce-b302099a8057', who: 'brand' },
  { name: 'brand campaigns', path: '/brand/:brand/campaigns', who: 'brand' },
  { name: 'brand campaign, applicants', path: '/brand/:brand/campaigns/:campaign', who: 'brand' },
  { name: 'brand campaign, preview', path: '/brand/:brand/campaigns/:campaign?tab=campaign', who: 'brand' },
  { name: 'brand campaign, versions', path: '/brand/:brand/campaigns/:campaign?tab=versions', who: 'brand' },
  { name: 'brand campaign, history', path: '/brand/:brand/campaigns/:campaign?tab=history', who: 'brand' },
  { name: 'brand campaign, draft', path: '/brand/:brand/campaigns/:draft', who: 'brand' },
  { name: 'applicant', path: '/brand/:brand/campaigns/:campaign/applications/:application', who: 'brand' },
  { name: 'brand messages', path: '/brand/:brand/messages', who: 'brand' },
  { name: 'brand messages, one thread', path: '/brand/:brand/messages/:application', who: 'brand' },
  { name: 'job of a brand', path: '/brand/:brand/campaigns/:signed/applications/:job', who: 'brand' },
  { name: 'messages of a job of a brand', path: '/brand/:brand/campaigns/:signed/applications/:job/messages', who: 'brand' },
  { name: 'ratings of a job of a brand', path: '/brand/:brand/campaigns/:signed/applications/:job/ratings', who: 'brand' },
  { name: 'rights of a brand', path: '/brand/:brand/campaigns/:signed/applications/:job/rights', who: 'brand' },
  { name: 'agreed with a creator', path: '/brand/:brand/campaigns/:signed/applications/:job/agreed', who: 'brand' },
  {
    name: 'draft for a brand',
    path: '/brand/:brand/campaigns/:signed/applications/:job/deliverables/:piece',
    who: 'brand',
  },
  { name: 'campaign from a notice', path: '/brand/campaigns/:campaign', who: 'brand' },
  { name: 'new campaign', path: '/brand/:brand/campaigns/new', who: 'brand' },
  { name: 'new campaign, brief', path: '/brand/:brand/campaigns/new?step=brief', who: 'brand' },
  { name: 'new campaign, people', path: '/brand/:brand/campaigns/new?step=people', who: 'brand' },
  { name: 'new campaign, terms', path: '/brand/:brand/campaigns/new?step=terms', who: 'brand' },
  { name: 'new campaign, review', path: '/brand/:brand/campaigns/new?step=review', who: 'brand' },
  { name: 'published campaign, changed', path: '/brand/:brand/campaigns/:campaign/edit', who: 'brand' },
  { name: 'become a creator', path: '/creator', who: 'customer' },
  { name: 'creator profile', path: '/creator', who: 'creator' },
  { name: 'creator networks', path: '/creator/networks', who: 'creator' },
  { name: 'creator rates', path: '/creator/rates', who: 'creator' },
  { name: 'creator portfolio', path: '/creator/portfolio', who: 'creator' },
  { name: 'creator figures', path: '/creator/figures', who: 'creator' },
  { name: 'creator privacy', path: '/creator/privacy', who: 'creator' },
  { name: 'creator history', path: '/creator/history', who: 'creator' },
  { name: 'saved campaigns', path: '/campaigns/saved', who: 'creator' },
  { name: 'no saved campaigns', path: '/campaigns/saved', who: 'customer' },
  { name: 'campaigns that fit', path: '/campaigns?fits=me', who: 'creator' },
  { name: 'campaign applied to', path: '/campaigns/:campaign', who: 'creator' },
  { name: 'applications', path: '/creator/applications', who: 'creator' },
  { name: 'application with an offer', path: '/creator/applications/:application', who: 'creator' },
  { name: 'messages', path: '/creator/messages', who: 'creator' },
  { name: 'messages, one thread', path: '/creator/messages/:application', who: 'creator' },
  { name: 'no messages', path: '/creator/messages', who: 'customer' },
  { name: 'job of a creator', path: '/creator/applications/:job', who: 'creator' },
  { name: 'messages of a job of a creator', path: '/creator/applications/:job/messages', who: 'creator' },
  { name: 'ratings of a job of a creator', path: '/creator/applications/:job/ratings', who: 'creator' },
  { name: 'rights on what a creator made', path: '/creator/applications/:job/rights', who: 'creator' },
  { name: 'agreed with a brand', path: '/creator/applications/:job/agreed', who: 'creator' },
  { name: 'draft of a creator', path: '/creator/applications/:job/deliverables/:piece', who: 'creator' },
  { name: 'no applications', path: '/creator/applications', who: 'customer' },
  { name: 'application of others', path: '/creator/applications/:application', who: 'customer' },
  { name: 'overview', path: '/admin', who: 'admin' },
  { name: 'backups', path: '/admin/backups', who: 'admin' },
  { name: 'inspector', path: '/admin/inspector', who: 'admin' },
  { name: 'creators in the console', path: '/admin/creators', who: 'admin' },
  { name: 'users', path: '/admin/users', who: 'admin' },
  { name: 'brands', path: '/admin/brands', who: 'admin' },
  { name: 'brand', path: '/admin/brands/:brand', who: 'admin' },
  { name: 'campaigns in the console', path: '/admin/campaigns', who: 'admin' },
  { name: 'campaign in the console', path: '/admin/campaigns/:campaign', who: 'admin' },
  { name: 'trash', path: '/admin/trash', who: 'admin' },
  { name: 'reports of abuse', path: '/admin/abuse', who: 'admin' },
  { name: 'decided reports of abuse', path: '/admin/abuse?state=decided', who: 'admin' },
  { name: 'ratings', path: '/admin/ratings', who: 'admin' },
  { name: 'figures of posts', path: '/admin/metrics', who: 'admin' },
  { name: 'contact messages', path: '/admin/contact', who: 'admin' },
  { name: 'answered contact messages', path: '/admin/contact?state=answered', who: 'admin' },
  { name: 'contact message', path: '/admin/contact/:written', who: 'admin' },
  { name: 'audit', path: '/admin/audit', who: 'admin' },
  { name: 'mailbox', path: '/admin/mailbox', who: 'admin' },
  { name: 'jobs', path: '/admin/jobs', who: 'admin' },
  { name: 'settings', path: '/admin/settings', who: 'admin' },
];

/** What is heard live goes on for as long as the page is open. */
const STREAM = '/api/notifications/stream';

/** How long nothing may be asked for until a page counts as quiet. */
const QUIET = 500;

/**
 * Waits until nothing is asked for any more, besides the stream.
 *
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} go what makes the page ask
 */
async function quietAfter(page, go) {
  const open = new Set();
  let since = Date.now();
  /** @param {import('playwright-core').Request} request */
  const began = (request) => {
    if (!request.url().includes(STREAM)) open.add(request);
  };
  /** @param {import('playwright-core').Request} request */
  const ended = (request) => {
    if (open.delete(request)) since = Date.now();
  };
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended);
  await go();
  const deadline = Date.now() + 30_000;
  while (open.size > 0 || Date.now() - since < QUIET) {
    if (Date.now() > deadline) {
      throw new Error(`still asked for after 30 s: ${[...open].map((request) => request.url()).join(', ')}`);
    }
    await page.waitForTimeout(50);
  }
  page.off('request', began).off('requestfinished', ended).off('requestfailed', ended);
}

/**
 * The address of a page.
 *
 * @param {AppPage} page
 * @param {import('./marketplace.mjs').There} there
 */
export function pathOf(page, there) {
  return page.path
    .replace(':brand', there.brand.id)
    .replace(':handle', there.brand.handle)
    .replace(':campaign', there.campaign)
    .replace(':draft', there.draft)
    .replace(':application', there.application)
    .replace(':signed', there.job.campaign)
    .replace(':job', there.job.application)
    .replace(':piece', there.job.pieces[0] ?? '')
    .replace(':written', there.written);
}

/**
 * Opens a page and waits until it has settled: its heading is there, the network is quiet, nothing loads.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} address
 */
export async function settle(page, address) {
  await quietAfter(page, async () => {
    await page.goto(address);
    await page.locator('h1').first().waitFor();
  });
  if (!address.endsWith(SHOWS_LOADING)) {
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  }
}
