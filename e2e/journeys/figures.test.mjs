// What became of a post: its creator sends a screenshot of the statistics, looks at what was read of it, corrects it and
// confirms it; the brand sees it, doubts it, and both see what it adds up to.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { campaignOf } from '../support/marketplace.mjs';
import { admin, brandOwner, call, creator, signIn } from '../support/people.mjs';
import { text as textIn } from '../support/words.mjs';

/** @type {import('../support/people.mjs').Person} */
let staff;
const avenue = avenueForThisFile({}, async (avenue) => {
  staff = await admin(avenue);
});

/** Where the screenshots lie; what is written on each stands beside them. See ../screens/draw.mjs. */
const SCREENS = new URL('../../fixtures/screens/', import.meta.url);
/** @type {{ pictures: { file: string, figures: { kind: string, value: { value?: number } }[] }[] }} */
const { pictures } = JSON.parse(readFileSync(new URL('manifest.json', SCREENS), 'utf8'));

/** A screenshot of its own for each journey: one that was used before is told from others. */
const DRAWN = { es: { desktop: 0, phone: 1 }, en: { desktop: 3, phone: 4 } };

/**
 * A creator who published a reel for a brand.
 *
 * @param {import('../support/avenue.mjs').Avenue} avenue
 */
async function published(avenue) {
  const { person: owner, brand } = await brandOwner(avenue, staff);
  const ana = await creator(avenue, `ana.${randomBytes(4).toString('hex')}`);
  const as = async (/** @type {import('../support/people.mjs').Person} */ who) => {
    const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', who);
    return (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body = undefined) =>
      call(avenue, method, `/api/campaigns${path}`, body, access_token);
  };
  const [asOwner, asCreator] = [await as(owner), await as(ana)];
  const whole = campaignOf(brand.id, 'Café de la mañana');
  const brief = { ...whole.brief, deliverables: [{ kind: 'reel', count: 1, platform: 'instagram' }] };
  const compensation = { kind: 'fee', fee: { amount: 450_000, currency: 'PYG' } };
  const { id: campaign } = await asOwner('POST', '', { ...whole, brief, compensation });
  const { brief_digest } = await asOwner('POST', `/${campaign}/publish`);
  const { id: application } = await asCreator('POST', `/${campaign}/applications`, { message: 'Hola' });
  await asOwner('POST', `/applications/${application}/shortlist`);
  await asOwner('POST', `/applications/${application}/offer`, {});
  await asCreator('POST', `/applications/${application}/confirm`, {
    name: 'Ana Benítez',
    brief_digest,
    offer_number: 1,
  });
  const [{ id: piece }] = await asCreator('GET', `/applications/${application}/deliverables`);
  await asCreator('POST', `/deliverables/${piece}/drafts`, {
    content: { kind: 'url', url: 'https://drive.example.com/f/1' },
    caption: 'El mejor café. #publicidad',
  });
  await asOwner('POST', `/deliverables/${piece}/approve`);
  const post_url = `https://www.instagram.com/reel/C8${randomBytes(4).toString('hex')}/`;
  await asCreator('POST', `/deliverables/${piece}/publish`, { post_url });
  return { owner, ana, brand, campaign, application };
}

/** @type {[import('../support/words.mjs').Language, string][]} */
const LANGUAGES = [
  ['es', 'es-PY'],
  ['en', 'en-US'],
];

for (const [language, locale] of LANGUAGES) {
  const text = (/** @type {string} */ key) => textIn(key, language);

  journey(
    `figures from the screenshot to the dashboards (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const { owner, ana, brand, campaign, application } = await published(avenue);
      const drawn = pictures[DRAWN[language][size]];
      assert.ok(drawn);
      const look = async (/** @type {import('../support/browser.mjs').Browser} */ who, /** @type {string} */ where) => {
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await who.page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(who.page), [], `axe on ${where} (${colorScheme})`);
          await who.screenshot(`figures-${language}-${size}-${where}-${colorScheme}`.replace(/[^\w.]+/g, '-'));
        }
        await who.page.emulateMedia({ colorScheme: 'light' });
      };
      const on = (/** @type {import('playwright-core').Page} */ page) => ({
        button: (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true }),
        said: (/** @type {string} */ key) => page.getByText(text(key), { exact: true }),
        dialog: (/** @type {string} */ key) => page.getByRole('dialog', { name: text(key), exact: true }),
      });

      // Nothing adds up yet.
      await signIn(browser, avenue, ana);
      const creator = on(page);
      await page.goto(`${avenue.url}/creator/figures`);
      await creator.said('metrics.empty').waitFor();
      await look(browser, 'no figures');

      // The screenshot goes on its way, and is read.
      await page.goto(`${avenue.url}/creator/applications/${application}/figures`);
      await creator.said('metrics.none_creator').waitFor();
      await look(browser, 'nothing sent');
      await page.getByText(text('metrics.send'), { exact: true }).locator('..').locator('input').setInputFiles(fileURLToPath(new URL(drawn.file, SCREENS)));
      await creator.button('metrics.review').waitFor({ timeout: 60_000 });
      await look(browser, 'read');

      // What was read is corrected beside the picture.
      await creator.button('metrics.review').click();
      const review = creator.dialog('metrics.review');
      await review.locator('.screenshot img').waitFor();
      assert.ok((await review.locator('.screenshot-mark').count()) >= 5, 'the places are marked');
      const views = review.getByLabel(text('metrics.kind_views'));
      const read = drawn.figures.find((figure) => figure.kind === 'views');
      assert.equal(Number((await views.inputValue()).replace(/\D/g, '')), read?.value.value);
      await look(browser, 'review');
      await views.fill('muchas');
      await review.getByRole('button', { name: text('metrics.confirm') }).click();
      await review.getByText(text('metrics.wrong_number')).first().waitFor();
      await views.fill(language === 'es' ? '54,3 mil' : '54.3K');
      await review.getByRole('button', { name: text('metrics.confirm') }).click();
      await creator.said('metrics.state_confirmed').waitFor();
      await look(browser, 'confirmed');
      await page.goto(`${avenue.url}/creator/figures`);
      await page.locator('.figures-totals').waitFor();
      await look(browser, 'dashboard of a creator');

      // The brand sees the figures with the picture, and doubts them.
      const other = await openBrowser({ size, locale });
      try {
        await signIn(other, avenue, owner);
        const side = on(other.page);
        await other.page.goto(`${avenue.url}/brand/${brand.id}/campaigns/${campaign}/applications/${application}/figures`);
        await side.said('metrics.state_confirmed').waitFor();
        await side.button('metrics.see_picture').click();
        await side.dialog('metrics.picture').locator('img').waitFor();
        await other.page.keyboard.press('Escape');
        await look(other, 'seen by the brand');
        await other.page.goto(`${avenue.url}/brand/${brand.id}/figures`);
        await other.page.locator('.figures-totals').waitFor();
        await look(other, 'dashboard of a brand');
        await other.page.goBack();
        await side.button('metrics.question').click();
        const doubt = side.dialog('metrics.question');
        await doubt.getByLabel(text('metrics.reason'), { exact: true }).fill('Se ve borrosa.');
        await doubt.getByRole('button', { name: text('metrics.question') }).click();
        await side.said('metrics.state_questioned').waitFor();
        assert.deepEqual(other.problems(), [], 'the browser reported no problem');
      } finally {
        await other.close();
      }

      // The creator answers.
      await page.goto(`${avenue.url}/creator/applications/${application}/figures`);
      await creator.said('metrics.state_questioned').waitFor();
      await look(browser, 'doubted');
      await creator.button('metrics.review').click();
      await creator.dialog('metrics.review').getByRole('button', { name: text('metrics.confirm') }).click();
      await creator.said('metrics.state_confirmed').waitFor();
    },
    { locale },
  );
}
