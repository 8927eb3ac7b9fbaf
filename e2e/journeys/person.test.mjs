// A person from coming in to leaving: Google, a phone number, a second factor, a key and a call with it, a picture, a
// copy of the data, and goodbye.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { deflateSync } from 'node:zlib';

import { codeNow } from '../support/authenticator.mjs';
import { violations } from '../support/axe.mjs';
import { freePort, googleSettings, startGoogle } from '../support/google.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
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

/**
 * A picture of 64 × 64 points with a text in it.
 *
 * @param {string} words
 */
function png(words) {
  const chunk = (/** @type {string} */ kind, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 2, 0, 0, 0]);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(64 * 3, 0xb4)]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Comment\0${words}`)),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: 64 }, () => line)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
