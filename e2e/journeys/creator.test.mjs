// A creator from the first name to the trash and back: what is missing, networks as they are typed, prices, pictures, who
// sees what, earlier states. In both languages. Then the staff finds, verifies, hides and throws away.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { admin, creator, register, signIn } from '../support/people.mjs';
import { png } from '../support/picture.mjs';
import { pattern, text } from '../support/words.mjs';

/** @type {import('../support/people.mjs').Person} */
let staff;

const avenue = avenueForThisFile({}, async (avenue) => {
  staff = await admin(avenue);
});

const LANGUAGES = /** @type {const} */ ([
  { language: 'es', locale: 'es-PY', followers: '12,4 mil', price: '₲ 450.000' },
  { language: 'en', locale: 'en-US', followers: '12.4K', price: '₲450,000' },
]);

for (const { language, locale, followers, price } of LANGUAGES) {
  const say = (/** @type {string} */ key) => text(key, language);
  const like = (/** @type {string} */ key, /** @type {Record<string, string>} */ gaps = {}) => pattern(key, gaps, language);

  journey(
    `a creator shows themselves in ${language}`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const clean = async (/** @type {string} */ where) => assert.deepEqual(await violations(page), [], `axe on ${where}`);
      const card = (/** @type {string} */ key) =>
        page.locator('section.card', { has: page.getByRole('heading', { level: 2, name: say(key), exact: true }) });
      const go = async (/** @type {string} */ key, /** @type {string} */ path) => {
        await page.getByRole('navigation', { name: say('creator.sections') }).getByRole('link', { name: say(key) }).click();
        await page.waitForURL(`**${path}`);
      };
      const save = (/** @type {import('playwright-core').Locator} */ within) =>
        within.getByRole('button', { name: say('common.save') }).click();
      const handle = `ana.${language}.${size}`;
      const name = `Ana ${language} ${size}`;
      // Who is no creator yet is told so, and what lies in the trash has no media kit.
      browser.expect(/404/);
      await signIn(browser, avenue, await register(avenue, 'creator'));

      await page.goto(`${avenue.url}/creator`);
      await page.getByRole('heading', { level: 1, name: say('creator.begin_title') }).waitFor();
      await clean('becoming a creator');
      await page.getByLabel(say('creator.name')).fill(name);
      await page.getByRole('button', { name: say('creator.begin') }).click();
      await page.getByRole('heading', { name: like('creator.checklist', { given: '1', all: '6' }) }).waitFor();

      const about = card('creator.about');
      await about.getByLabel(say('creators.bio')).fill('Cocino con lo que hay en el mercado y lo cuento.');
      await about.getByLabel(say('creators.city')).fill('Asunción');
      await about.getByLabel(say('creator.language_add')).selectOption('es');
      await about.getByLabel(say('creator.language_add')).selectOption('gn');
      await about.getByLabel(say('creators.category_food'), { exact: true }).check();
      await clean('the profile, filled in');
      await save(about);
      await page.getByRole('heading', { name: like('creator.checklist', { given: '5', all: '6' }) }).waitFor();

      const address = card('creators.address');
      await address.getByLabel(say('creator.handle')).fill('no vale');
      await save(address);
      await address.getByText(say('creator.handle_wrong')).first().waitFor();
      await address.getByLabel(say('creator.handle')).fill(handle);
      await save(address);
      await address.getByRole('link', { name: say('creator.open_kit') }).waitFor();

      await go('creator.networks', '/creator/networks');
      await page.getByRole('button', { name: say('creator.network_add') }).click();
      const account = page.getByLabel(say('creator.account'), { exact: true });
      await account.fill('https://www.instagram.com/p/abc');
      await page.getByText(like('creators.account_no_profile', { wanted: 'Instagram' })).waitFor();
      await clean('an account that is refused');
      await account.fill(`https://www.tiktok.com/@${handle}?lang=es`);
      await page.getByRole('button', { name: like('creator.account_move', { network: 'TikTok' }) }).click();
      await page.getByText(like('creator.account_kept', { account: `@${handle}` })).waitFor();
      assert.equal(await account.inputValue(), handle, 'the address became the name');
      await page.getByLabel(say('creators.followers'), { exact: true }).fill('12.400');
      await save(page.getByRole('main'));
      await page.getByText(say('creator.complete')).waitFor();

      await go('creator.rates', '/creator/rates');
      await page.getByRole('button', { name: say('creator.rate_add') }).click();
      const asked = page.getByLabel(say('creator.price'), { exact: true });
      await asked.fill('mucho');
      await save(page.getByRole('main'));
      await page.getByText(say('creator.price_wrong_whole')).waitFor();
      await asked.fill('450.000');
      await page.getByText(like('creator.price_read')).waitFor();
      const kept = page.waitForResponse((answer) => answer.url().endsWith('/me/rates'));
      await save(page.getByRole('main'));
      assert.equal((await kept).status(), 200);
      await clean('the rate card');

      await go('creator.portfolio', '/creator/portfolio');
      const links = card('creator.link_title');
      await links.getByLabel(say('creator.link_url'), { exact: true }).fill('youtu.be/dQw4w9WgXcQ');
      await links.getByRole('button', { name: say('creator.link_add') }).click();
      await page.getByText(say('creator.link_added')).waitFor();
      await page.locator('input[type=file]').setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: png('x') });
      await page.getByText(say('creator.picture_done')).waitFor();
      const works = page.locator('ol.works > li');
      await works.nth(1).locator('img').waitFor();
      await page.getByRole('button', { name: like('creator.work_before', { name: say('creators.picture') }) }).click();
      await works.nth(0).locator('img').waitFor();
      await clean('the portfolio');

      await go('creator.privacy', '/creator/privacy');
      const city = page.getByRole('group', { name: say('creators.city'), exact: true });
      await city.getByRole('radio', { name: say('person.private'), exact: true }).check();
      await page.getByText(say('person.privacy_saved')).waitFor();

      await page.goto(`${avenue.url}/c/${handle}`);
      await page.getByText(say('creators.kit_yours')).waitFor();
      const bare = (/** @type {string} */ words) => words.replace(/[\u00a0\u202f]/g, ' ');
      const own = bare(await page.getByRole('main').innerText());
      for (const shown of [name, followers, price, 'Asunción']) {
        assert.ok(own.includes(shown), `${shown} is in ${own}`);
      }
      await clean('the media kit');

      const stranger = await openBrowser({ size, locale });
      try {
        await stranger.page.goto(`${avenue.url}/creators?search=${encodeURIComponent(name)}`);
        await stranger.page.getByRole('link', { name }).click();
        await stranger.page.waitForURL(`**/c/${handle}`);
        await stranger.page.getByRole('heading', { level: 1, name }).waitFor();
        const seen = bare(await stranger.page.getByRole('main').innerText());
        assert.ok(seen.includes(followers), 'control: what is open to everybody is there');
        assert.ok(!seen.includes(price), 'prices are for who is signed in');
        assert.ok(!seen.includes('Asunción'), 'the city is for nobody');
        assert.deepEqual(await violations(stranger.page), [], 'axe on the media kit as others see it');
        assert.deepEqual(stranger.problems(), []);
      } finally {
        await stranger.close();
      }

      await page.goto(`${avenue.url}/creator/history`);
      const first = page.locator('.table-open').first();
      await first.waitFor();
      await clean('the history');
      await first.click();
      const panel = page.getByRole('dialog');
      await panel.getByText(name).first().waitFor();
      await clean('an earlier version');
      await panel.getByRole('button', { name: say('creators.revision_restore') }).click();
      await page.getByText(like('creator.revision_restored')).waitFor();

      await page.getByRole('button', { name: say('creator.throw') }).click();
      await page.getByRole('dialog').getByRole('button', { name: say('creator.throw') }).click();
      await page.getByText(say('creator.thrown'), { exact: true }).last().waitFor();
      await clean('the trash');
      assert.equal((await fetch(`${avenue.url}/api/creators/kits/${handle}`)).status, 404, 'nobody sees it');
      await page.getByRole('button', { name: say('creator.restore'), exact: true }).click();
      await page.getByRole('navigation', { name: say('creator.sections') }).waitFor();
      assert.equal((await fetch(`${avenue.url}/api/creators/kits/${handle}`)).status, 200, 'it is as it was');
    },
    { locale },
  );
}

journey('the staff finds, verifies, hides and throws away', avenue, async ({ avenue, browser, page, size }) => {
  const clean = async (/** @type {string} */ where) => assert.deepEqual(await violations(page), [], `axe on ${where}`);
  const handle = `beto.${size}`;
  await creator(avenue, handle, `Beto ${size}`);
  await signIn(browser, avenue, staff);
  const kit = async () => (await fetch(`${avenue.url}/api/creators/kits/${handle}`)).status;

  await page.goto(`${avenue.url}/admin/creators`);
  await page.getByLabel(text('managed_creators.search')).fill(`beto ${size}`);
  await page.getByLabel(text('managed_creators.search')).press('Enter');
  await page.waitForURL(/search=/);
  await page.getByRole('link', { name: `Beto ${size}` }).click();
  await page.getByRole('heading', { level: 1, name: `Beto ${size}` }).waitFor();
  await clean('one creator');

  await page.getByRole('button', { name: text('managed_creators.verify'), exact: true }).first().click();
  await page.getByText(text('managed_creators.verified_now'), { exact: true }).waitFor();

  await page.getByLabel(text('creators.level'), { exact: true }).selectOption('pro');
  await page.getByLabel(text('managed_creators.may_be_seen')).uncheck();
  await page.getByRole('button', { name: text('common.save') }).click();
  await page.getByText(text('managed_creators.reason_needed')).first().waitFor();
  await page.getByLabel(text('managed_creators.reason')).fill('Cuenta que no es suya.');
  await page.getByRole('button', { name: text('common.save') }).click();
  await page.getByText(text('managed_creators.saved')).waitFor();
  assert.equal(await kit(), 404, 'nobody sees who is hidden');

  await page.getByLabel(text('managed_creators.may_be_seen')).check();
  await page.getByRole('button', { name: text('common.save') }).click();
  await page.getByText(text('managed_creators.active'), { exact: true }).first().waitFor();
  assert.equal(await kit(), 200, 'control: it was the hiding');

  await page.getByRole('button', { name: text('managed_creators.trash') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(text('managed_creators.reason')).fill('Cuenta falsa.');
  await clean('the trash, asked');
  await dialog.getByRole('button', { name: text('managed_creators.trash') }).click();
  await page.getByText(text('managed_creators.trashed_now')).waitFor();
  assert.equal(await kit(), 404, 'nobody sees what lies in the trash');
  await page.getByRole('button', { name: text('managed_creators.restore'), exact: true }).click();
  await page.getByText(text('managed_creators.restored')).waitFor();
  assert.equal(await kit(), 200);
});
