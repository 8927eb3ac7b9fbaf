// The owner's journey: look into the old database, back it up, and see it proven complete.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { run } from '../support/command.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { admin, signIn } from '../support/people.mjs';
import { pattern, text } from '../support/words.mjs';

const DUMP = new URL('../../fixtures/legacy-dump.tar.gz', import.meta.url).pathname;
/** What the old database holds, as the app writes it in Spanish. */
const FIGURES = { collections: '34', documents: '7.609' };
/** Reading, writing and comparing everything takes a while on a busy machine. */
const JOB = { timeout: 120_000 };

/** @type {import('../support/people.mjs').Person} */
let owner;

const avenue = avenueForThisFile({}, async (avenue) => {
  owner = await admin(avenue);
  execFileSync('tar', ['-xzf', DUMP, '-C', avenue.dataFolder]);
  const { code, output } = await run(avenue, 'restore', join(avenue.dataFolder, 'legacy-dump/avenue'), '--into', 'legacy', '--keep-expired');
  assert.equal(code, 0, output);
});

journey('back up, download, verify, restore, compare, drill', avenue, async ({ avenue, browser, page, size }) => {
  const copy = `legacy_${size}`;
  const dialog = page.getByRole('dialog');
  const press = (/** @type {string} */ key) => page.locator('main').getByRole('button', { name: text(key), exact: true }).click();
  await signIn(browser, avenue, owner);

  // The inspector speaks of the old database from now on, and so does the console.
  await page.goto(`${avenue.url}/admin/inspector/legacy`);
  await page.getByText(pattern('inspection.total', FIGURES)).first().waitFor(JOB);

  await page.goto(`${avenue.url}/admin/backups`);
  await press('backups.run_local');
  await dialog.getByLabel(text('backups.option_database')).selectOption('legacy');
  await dialog.getByLabel(text('backups.option_label'), { exact: false }).first().fill(`journey ${size}`);
  await dialog.getByRole('button', { name: text('backups.start') }).click();
  const row = page.getByRole('row').filter({ hasText: `journey ${size}` }).filter({ hasText: text('backups.complete') });
  await row.waitFor(JOB);
  await row.getByRole('link').first().click();
  await page.getByText(pattern('backups.verdict_complete', FIGURES)).first().waitFor(JOB);

  const arriving = page.waitForEvent('download');
  await press('backups.download');
  const archive = join(avenue.dataFolder, `${size}-${(await arriving).suggestedFilename()}`);
  await (await arriving).saveAs(archive);
  const sound = await run(avenue, 'verify', archive);
  assert.equal(sound.code, 0, sound.output);
  const damaged = await run(avenue, 'verify', await withOneByteFlipped(archive));
  assert.equal(damaged.code, 1, `a flipped byte is found: ${damaged.output}`);

  await press('backups.verify');
  await page.getByText(pattern('backups.verified_sound', FIGURES)).first().waitFor(JOB);

  await press('backups.restore');
  await dialog.getByLabel(text('backups.restore_target'), { exact: true }).fill(copy);
  await dialog.getByLabel(text('backups.restore_confirm'), { exact: true }).fill(copy);
  await dialog.getByRole('button', { name: text('backups.restore_start'), exact: true }).click();
  await page.getByText(pattern('backups.restored', { database: copy, ...FIGURES })).first().waitFor(JOB);

  await press('backups.compare');
  await dialog.getByLabel(text('backups.option_database')).selectOption(copy);
  await dialog.getByRole('button', { name: text('backups.compare_start'), exact: true }).click();
  await page.getByText(pattern('backups.compared_equal', FIGURES)).first().waitFor(JOB);

  await press('backups.drill');
  await page.getByText(pattern('backups.drill_passed', FIGURES)).first().waitFor(JOB);
});

journey('the list tells that a backup ended, although its job is silent', avenue, async ({ avenue, browser, page }) => {
  const dialog = page.getByRole('dialog');
  await signIn(browser, avenue, owner);
  await page.goto(`${avenue.url}/admin/backups`);
  // From here on nobody says how the job is: that it ended is heard from the status alone.
  await page.route('**/api/system/jobs/*', () => {});
  await page.locator('main').getByRole('button', { name: text('backups.run_local'), exact: true }).click();
  await dialog.getByLabel(text('backups.option_label'), { exact: false }).first().fill('silent');
  await dialog.getByRole('button', { name: text('backups.start') }).click();
  const row = page.getByRole('row').filter({ hasText: 'silent' }).filter({ hasText: text('backups.complete') });
  await row.waitFor(JOB);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}, { sizes: ['desktop'] });

/**
 * A copy whose middle byte is another.
 *
 * @param {string} archive
 */
async function withOneByteFlipped(archive) {
  const name = archive.replace(/([^/]+)$/, 'damaged-$1');
  await copyFile(archive, name);
  const file = await open(name, 'r+');
  const middle = Math.floor((await stat(name)).size / 2);
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, middle);
  byte[0] ^= 0x01;
  await file.write(byte, 0, 1, middle);
  await file.close();
  return name;
}
