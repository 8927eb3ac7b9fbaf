// A person from coming in to leaving: Google, a phone number, a second factor, a key and a call with it, a picture, a
// copy of the data, and goodbye.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';

import { codeNow } from '../support/authenticator.mjs';
import { violations } from '../support/axe.mjs';
import { freePort, googleSettings, startGoogle } from '../support/google.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { png } from '../support/picture.mjs';
import { pattern, text } from '../support/words.mjs';

const google = await startGoogle();
after(() => google.stop());
const avenue = avenueForThisFile(googleSettings(google, await freePort()));

/** A picture that carries where it was taken. */
const PLACE = 'GPS -25.2637,-57.5759';

journey('a person comes, works and leaves', avenue, async ({ avenue, browser, page, size }) => {
  const email = `rosa-${size}@gmail.example`;
  google.twist({ claims: { sub: `person-${size}`, email } });
  const clean = async (/** @type {string} */ where) => assert.deepEqual(await violations(page), [], `axe on ${where}`);

  await page.goto(`${avenue.url}/register`);
  await page.getByRole('link', { name: text('doors.google') }).click();
  await page.waitForURL('**/phone?**');
  await page.getByLabel(text('doors.phone'), { exact: true }).fill('0981 123456');
  await clean('the phone number');
  await page.getByRole('button', { name: text('common.save') }).click();
  await page.waitForURL('**/account');

  await page.getByRole('link', { name: text('security.second_factor') }).click();
  await page.getByRole('button', { name: text('security.begin') }).click();
  const secret = (await page.locator('#second-factor-secret').textContent()) ?? '';
  await page.getByLabel(text('security.code'), { exact: true }).fill(codeNow(secret));
  await page.getByRole('button', { name: text('security.confirm') }).click();
  await page.getByRole('heading', { name: text('security.codes_title') }).waitFor();
  await clean('the recovery codes');
  await page.getByRole('button', { name: text('security.codes_kept') }).click();
  await page.getByText(text('security.on'), { exact: true }).waitFor();

  await page.goto(`${avenue.url}/account/keys`);
  await page.getByRole('button', { name: text('security.key_create') }).click();
  await page.getByLabel(text('security.key_name')).fill('Planilla');
  await page.getByLabel('identity:read').check();
  await page.locator('form').getByRole('button', { name: text('security.key_create') }).click();
  const key = (await page.locator('#new-api-key').textContent()) ?? '';
  await clean('the new key');
  const me = () => fetch(`${avenue.url}/api/identity/me`, { headers: { 'x-api-key': key } });
  assert.equal((await (await me()).json()).email, email, 'the key speaks for its owner');
  await page.getByRole('button', { name: text('security.key_done') }).click();

  await page.goto(`${avenue.url}/account`);
  const picture = page.locator('input[type=file]');
  await picture.setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: png(PLACE) });
  await page.getByText(text('person.avatar_done')).waitFor();
  const shown = page.locator('.avatar-now img');
  await shown.waitFor();
  const address = (await shown.getAttribute('src')) ?? '';
  const sent = Buffer.from(await (await fetch(new URL(address, avenue.url))).arrayBuffer());
  assert.ok(sent.length > 100 && !sent.includes(PLACE), 'the picture is there, without its place');
  assert.ok(png(PLACE).includes(PLACE), 'control: it was in what was sent');
  await clean('the account');

  await page.getByRole('button', { name: text('person.data_ask') }).click();
  const download = page.getByRole('button', { name: text('person.data_download') });
  await download.waitFor();
  const arriving = page.waitForEvent('download');
  await download.click();
  const copy = await readFile(await (await arriving).path());
  assert.equal(copy.subarray(0, 2).toString(), 'PK', 'a ZIP file');
  assert.ok(copy.includes('about.json'));

  await page.getByRole('button', { name: text('person.delete') }).click();
  const goodbye = page.getByRole('dialog', { name: text('person.delete') });
  await goodbye.getByLabel(text('person.delete_email')).fill(email);
  await clean('the goodbye');
  browser.expect(/401/);
  await goodbye.getByRole('button', { name: text('person.delete') }).click();
  await page.getByText(pattern('person.deleted')).waitFor();
  await page.getByRole('link', { name: text('common.sign_in') }).first().waitFor();
  assert.equal((await me()).status, 401, 'the key is as good as gone');
});
