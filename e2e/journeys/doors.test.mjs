// The other doors: in through Google (a real OpenID Connect server in its place), a phone number before anything else,
// and an account that its owner links.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { violations } from '../support/axe.mjs';
import { freePort, googleSettings, startGoogle } from '../support/google.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { register, signIn } from '../support/people.mjs';
import { text } from '../support/words.mjs';

const google = await startGoogle();
after(() => google.stop());

const avenue = avenueForThisFile(googleSettings(google, await freePort()));

journey('somebody comes in through Google, gives a phone number and is in', avenue, async ({ avenue, page, size }) => {
  const email = `ana-${size}@gmail.example`;
  google.twist({ claims: { sub: `google-${size}`, email } });
  await page.goto(`${avenue.url}/register`);
  await page.getByRole('link', { name: text('doors.google') }).click();
  await page.waitForURL('**/phone?**');
  await page.getByRole('heading', { level: 1, name: text('doors.phone_title') }).waitFor();
  assert.deepEqual(await violations(page), [], 'axe finds nothing on the page that asks for a number');

  // Nothing else opens before.
  await page.goto(`${avenue.url}/account`);
  await page.waitForURL('**/phone?**');
  const field = page.getByLabel(text('doors.phone'), { exact: true });
  await field.fill('123');
  await page.getByRole('button', { name: text('common.save') }).click();
  await page.getByText(text('doors.phone_wrong')).first().waitFor();
  await field.fill('0981 123456');
  await page.getByRole('button', { name: text('common.save') }).click();

  await page.waitForURL('**/account');
  await page.getByText(email).first().waitFor();
  await page.getByRole('heading', { name: text('doors.links') }).waitFor();
  // Without a password there is no other way in, so the account offers one instead of taking the link away.
  await page.getByText(text('doors.links_password')).waitFor();
  await page.getByRole('heading', { name: text('doors.password_set') }).waitFor();
  assert.deepEqual(await violations(page), [], 'axe finds nothing on the account');
  await page.reload();
  await page.getByText(email).first().waitFor();
});

journey('an account with the same address is linked by its owner alone', avenue, async ({ avenue, browser, page, size }) => {
  const person = await register(avenue, 'creator');
  google.twist({ claims: { sub: `linked-${size}`, email: person.email } });
  await page.goto(`${avenue.url}/sign-in`);
  await page.getByRole('link', { name: text('doors.google') }).click();
  await page.waitForURL('**/sign-in?error=link_first');
  await page.getByRole('alert').filter({ hasText: 'Ya existe una cuenta con ese correo' }).waitFor();
  assert.deepEqual(await violations(page), [], 'axe finds nothing on the sign-in page');

  await signIn(browser, avenue, person);
  await page.goto(`${avenue.url}/account`);
  await page.getByRole('button', { name: text('doors.links_link') }).click();
  await page.waitForURL('**/account?linked=google');
  await page.getByText(`Google · ${person.email}`).waitFor();
  await page.getByRole('button', { name: text('doors.links_unlink') }).click();
  await page.getByText(text('doors.links_none')).waitFor();
});

journey('who goes back at Google is told so', avenue, async ({ avenue, page }) => {
  google.twist({ redirect: { error: 'access_denied', code: null } });
  await page.goto(`${avenue.url}/sign-in`);
  await page.getByRole('link', { name: text('doors.google') }).click();
  await page.waitForURL('**/sign-in?error=sign_in_cancelled');
  await page.getByRole('alert').waitFor();
});
