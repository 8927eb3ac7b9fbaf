// Coming in: the administrator's first sign-in, somebody's own account, and the door that stays shut.

import assert from 'node:assert/strict';

import { ADMIN_EMAIL } from '../support/avenue.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { newPassword, register, signIn } from '../support/people.mjs';
import { text } from '../support/words.mjs';

const avenue = avenueForThisFile();

journey(
  'the administrator replaces the one-time password and is in the console',
  avenue,
  async ({ avenue, page }) => {
    const password = newPassword();
    await page.goto(`${avenue.url}/sign-in`);
    await page.getByLabel(text('public.email')).fill(ADMIN_EMAIL);
    await page.getByLabel(text('public.password'), { exact: true }).fill(avenue.oneTimePassword);
    await page.locator('form').getByRole('button', { name: text('common.sign_in') }).click();
    await page.getByRole('heading', { name: text('public.change_title') }).waitFor();
    await page.getByLabel(text('public.current_password'), { exact: true }).fill(avenue.oneTimePassword);
    await page.getByLabel(text('public.new_password'), { exact: true }).fill(password);
    await page.getByRole('button', { name: text('public.reset_save') }).click();
    await page.waitForURL('**/admin');
    await page.getByRole('heading', { level: 1, name: text('admin.overview') }).waitFor();
    await page.getByRole('region', { name: text('admin.identity_bar') }).waitFor();
  },
  // A one-time password works once.
  { sizes: ['desktop'] },
);

journey('a wrong password is refused in words', avenue, async ({ avenue, browser, page }) => {
  browser.expect(/401/);
  await page.goto(`${avenue.url}/sign-in`);
  await page.getByLabel(text('public.email')).fill('nobody@example.org');
  await page.getByLabel(text('public.password'), { exact: true }).fill('Wrong-1-password');
  await page.locator('form').getByRole('button', { name: text('common.sign_in') }).click();
  await page.getByRole('alert').first().waitFor();
  assert.match(page.url(), /\/sign-in$/);
});

journey('somebody registers and sees the account, but not the console', avenue, async ({ avenue, browser, page, size }) => {
  const email = `ana-${size}@example.org`;
  await page.goto(`${avenue.url}/register`);
  await page.getByLabel(text('public.email')).fill(email);
  await page.getByLabel(text('public.password'), { exact: true }).fill(newPassword());
  await page.getByLabel(text('public.first_name')).fill('Ana');
  await page.getByLabel(text('public.last_name')).fill('Benítez');
  await page.locator('form').getByRole('button', { name: text('common.register') }).click();
  await page.waitForURL('**/account');
  await page.getByText(email).first().waitFor();
  await page.goto(`${avenue.url}/admin`);
  await page.getByRole('heading', { level: 1, name: text('common.forbidden_title') }).waitFor({ state: 'attached' });
});

journey('a session outlives a reload', avenue, async ({ avenue, browser, page }) => {
  await signIn(browser, avenue, await register(avenue, 'creator'));
  await page.goto(`${avenue.url}/account`);
  await page.getByRole('heading', { level: 1, name: text('account.title') }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: text('account.title') }).waitFor();
});
