// What two sides say to each other and of each other, three people side by side: a brand and a creator write live, with a
// picture and read marks, one reports a message and the staff decides, one blocks; they rate each other, reply, and the staff
// takes a rating out of sight and brings it back.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { campaignsAs, signedJob } from '../support/marketplace.mjs';
import { admin, brandOwner, call, creator, signIn } from '../support/people.mjs';
import { png } from '../support/picture.mjs';
import { pattern, text as textIn } from '../support/words.mjs';

/** @type {import('../support/people.mjs').Person} */
let staff;
const avenue = avenueForThisFile({}, async (avenue) => {
  staff = await admin(avenue);
});

/** @type {[import('../support/words.mjs').Language, string][]} */
const LANGUAGES = [
  ['es', 'es-PY'],
  ['en', 'en-US'],
];

/**
 * A creator who signed for a campaign of a brand.
 *
 * @param {import('../support/avenue.mjs').Avenue} avenue
 * @param {string} title
 * @param {string} handle
 */
async function signedWork(avenue, title, handle) {
  const { person: owner, brand } = await brandOwner(avenue, staff);
  const ana = await creator(avenue, handle, 'Ana Mercado');
  const { campaign, application } = await signedJob(avenue, brand.id, owner, ana, title);
  return { owner, brand, ana, campaign, application, asOwner: await campaignsAs(avenue, owner) };
}

for (const [language, locale] of LANGUAGES) {
  const text = (/** @type {string} */ key) => textIn(key, language);
  const like = (/** @type {string} */ key, /** @type {Record<string, string>} */ gaps = {}) =>
    pattern(key, gaps, language);
  const on = (/** @type {import('playwright-core').Page} */ page) => ({
    button: (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true }),
    link: (/** @type {string} */ key) => page.getByRole('link', { name: text(key), exact: true }),
    field: (/** @type {string} */ key) => page.getByLabel(text(key), { exact: true }),
    // The label of a field that may stay empty says so.
    optional: (/** @type {string} */ key) => page.getByLabel(text(key)),
    said: (/** @type {string} */ key) => page.getByText(text(key), { exact: true }).first(),
    like: (/** @type {string} */ key, /** @type {Record<string, string>} */ gaps = {}) =>
      page.getByText(like(key, gaps)).first(),
    dialog: (/** @type {string} */ key) => page.getByRole('dialog', { name: text(key), exact: true }),
  });

  /** Axe in both themes, and pictures to look at. */
  const looker = (/** @type {string} */ mark) =>
    async (/** @type {import('../support/browser.mjs').Browser} */ who, /** @type {string} */ where) => {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await who.page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(who.page), [], `axe on ${where} (${colorScheme})`);
        await who.screenshot(`talk-${mark}-${where}-${colorScheme}`.replace(/[^\w.]+/g, '-'));
      }
      await who.page.emulateMedia({ colorScheme: 'light' });
    };

  journey(
    `a brand and a creator write to each other (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const mark = `${language}.${size}`;
      const look = looker(mark);
      const title = `Charla ${language} ${size}`;
      const { owner, brand, ana: person, campaign, application } = await signedWork(avenue, title, `charla.${mark}`);
      await signIn(browser, avenue, owner);
      const [ana, desk] = await Promise.all([openBrowser({ size, locale }), openBrowser({ size, locale })]);
      try {
        await Promise.all([signIn(ana, avenue, person), signIn(desk, avenue, staff)]);
        const [asBrand, asAna, asStaff] = [on(page), on(ana.page), on(desk.page)];

        // Nobody has written yet.
        await page.goto(`${avenue.url}/brand/${brand.id}/messages`);
        await asBrand.said('talk.inbox_empty').waitFor();
        await look(browser, 'empty inbox');
        await ana.page.goto(`${avenue.url}/creator/messages`);
        await asAna.said('talk.inbox_empty').waitFor();

        // A notice names the campaign and not the brand.
        await page.goto(`${avenue.url}/brand/campaigns/${campaign}/applications/${application}/messages`);
        await page.waitForURL(`**/brand/${brand.id}/campaigns/${campaign}/applications/${application}/messages`);
        await asBrand.said('talk.empty').waitFor();
        await asBrand.button('talk.send').click();
        await asBrand.said('talk.message_wrong').waitFor();
        await look(browser, 'an empty message');
        await asBrand.field('talk.message').fill('¿Podés grabar el martes?\nLlega el lunes.');
        await asBrand.field('talk.message').press('Control+Enter');
        await page.getByText('¿Podés grabar el martes?').first().waitFor();
        await asBrand.said('talk.sent').waitFor();
        assert.equal(await asBrand.field('talk.message').inputValue(), '', 'it was sent');

        // She sees it appear, without asking; the brand sees that she read it.
        const line = ana.page.getByRole('link', { name: /Lurdes/ }).filter({ hasText: title });
        await line.waitFor();
        await line.getByText(text('talk.unread_one'), { exact: true }).waitFor({ state: 'attached' });
        await look(ana, 'inbox');
        await line.click();
        await ana.page.waitForURL(`**/creator/messages/${application}`);
        await ana.page.locator('.talk-text', { hasText: '¿Podés grabar el martes?' }).waitFor();
        await asBrand.said('talk.read').waitFor();

        // She answers with a picture. What is typed survives a closed window.
        await asAna.field('talk.message').fill('El martes puedo.');
        await ana.page.reload();
        await asAna.field('talk.message').waitFor();
        assert.equal(await asAna.field('talk.message').inputValue(), 'El martes puedo.');
        await ana.page
          .locator('.talk-composer input[type=file]')
          .setInputFiles({ name: 'mesa.png', mimeType: 'image/png', buffer: png(mark) });
        await asAna.said('talk.file_ready').waitFor();
        await look(ana, 'a message with a picture to come');
        await asAna.button('talk.send').click();
        await page.locator('.talk-text', { hasText: 'El martes puedo.' }).waitFor();
        await page.getByRole('button', { name: like('talk.picture') }).click();
        const large = asBrand.dialog('talk.picture_title').locator('img');
        await large.waitFor();
        await page.waitForFunction((image) => image.naturalWidth === 64, /** @type {any} */ (await large.elementHandle()));
        await look(browser, 'a picture');
        await page.keyboard.press('Escape');
        await asBrand.dialog('talk.picture_title').waitFor({ state: 'hidden' });
        await look(browser, 'a thread');

        // Many messages come in pages.
        const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', person);
        const thread = `/api/campaigns/applications/${application}/messages`;
        for (let number = 1; number <= 29; number++) {
          await call(avenue, 'POST', thread, { text: `Prueba ${number}.` }, access_token);
        }
        await page.locator('.talk-text', { hasText: 'Prueba 29.' }).waitFor();
        await page.reload();
        await page.locator('.talk-text', { hasText: 'Prueba 29.' }).waitFor();
        assert.equal(await page.getByText('¿Podés grabar el martes?').count(), 0, 'the first is on an earlier page');
        await asBrand.button('talk.older').click();
        await page.locator('.talk-text', { hasText: '¿Podés grabar el martes?' }).waitFor();
        assert.equal(await page.locator('.talk-line').count(), 31, 'each message once');

        // The brand reports her last message.
        await page.getByRole('button', { name: like('talk.report', { name: 'Ana Mercado' }) }).last().click();
        const reporting = asBrand.dialog('abuse.report');
        await reporting.getByLabel(text('abuse.reason'), { exact: true }).selectOption('other');
        await reporting.getByRole('button', { name: text('abuse.send'), exact: true }).click();
        await reporting.getByText(text('abuse.words_wrong'), { exact: true }).first().waitFor();
        await reporting.getByLabel(text('abuse.words')).fill('Manda siempre lo mismo.');
        await look(browser, 'a report');
        await reporting.getByRole('button', { name: text('abuse.send'), exact: true }).click();
        await asBrand.said('abuse.reported').waitFor();

        // The staff looks into it and hides the message; both see it go.
        await desk.page.goto(`${avenue.url}/admin/abuse`);
        await desk.page.getByRole('link', { name: new RegExp(title) }).first().waitFor();
        await look(desk, 'cases');
        await desk.page.getByRole('link', { name: new RegExp(title) }).first().click();
        await desk.page.getByText('Prueba 29.').first().waitFor();
        await desk.page.getByText('Manda siempre lo mismo.').first().waitFor();
        await asStaff.button('abuse.decide').click();
        await asStaff.said('abuse.decision_reason_wrong').waitFor();
        await asStaff.field('abuse.decision').selectOption('hide');
        await asStaff.said('abuse.follows_hide').waitFor();
        await asStaff.field('abuse.decision_reason').fill('Repetición.');
        await look(desk, 'a case');
        await asStaff.button('abuse.decide').click();
        await asStaff.like('abuse.was_decided', { what: text('abuse.decision_hide') }).waitFor();
        await look(desk, 'a decided case');
        await asBrand.said('talk.hidden').waitFor();
        await asAna.said('talk.hidden').waitFor();
        assert.equal(await page.locator('.talk-text', { hasText: 'Prueba 29.' }).count(), 0);
        await desk.page.goto(`${avenue.url}/admin/abuse?state=decided&kind=message`);
        await desk.page.getByRole('link', { name: new RegExp(title) }).first().waitFor();

        // She blocks the brand, which sees why it cannot write; then she takes it back.
        await asAna.button('talk.more').click();
        await asAna.button('talk.block').click();
        await look(ana, 'block');
        await asAna.dialog('talk.block').getByRole('button', { name: text('talk.block'), exact: true }).click();
        await asBrand.field('talk.message').waitFor({ state: 'hidden' });
        await asAna.button('talk.unblock').first().waitFor();
        await look(ana, 'blocked');
        await look(browser, 'blocked by the other side');
        await asAna.button('talk.unblock').first().click();
        await asBrand.field('talk.message').waitFor();

        // What one reported, and that it was looked into.
        await page.goto(`${avenue.url}/account/reports`);
        await asBrand.said('abuse.looked_into').waitFor();
        await look(browser, 'own reports');
        for (const other of [ana, desk]) assert.deepEqual(other.problems(), [], 'the other browsers reported no problem');
      } finally {
        await Promise.all([ana.close(), desk.close()]);
      }
    },
    { locale },
  );

  journey(
    `two sides rate each other (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const mark = `${language}.${size}`;
      const look = looker(`rating-${mark}`);
      const title = `Mate ${language} ${size}`;
      const handle = `mate.${mark}`;
      const work = await signedWork(avenue, title, handle);
      const { brand, campaign, application } = work;
      await signIn(browser, avenue, work.owner);
      const [ana, desk] = await Promise.all([openBrowser({ size, locale }), openBrowser({ size, locale })]);
      try {
        await Promise.all([signIn(ana, avenue, work.ana), signIn(desk, avenue, staff)]);
        const [asBrand, asAna, asStaff] = [on(page), on(ana.page), on(desk.page)];
        const give = async (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ criterion, /** @type {number} */ stars) => {
          const group = page.getByRole('group', { name: text(`ratings.${criterion}`), exact: true });
          const name = like('ratings.stars', { count: String(stars) });
          await group.getByRole('radio', { name }).check({ force: true });
        };

        // While the work goes on, nobody rates.
        const job = `${avenue.url}/brand/${brand.id}/campaigns/${campaign}/applications/${application}/ratings`;
        await page.goto(job);
        await asBrand.said('ratings.not_yet').waitFor();
        await work.asOwner('POST', `/${campaign}/close`);
        await work.asOwner('POST', `/${campaign}/complete`);

        // The brand rates; only its own side sees it.
        await page.reload();
        await asBrand.like('ratings.open').waitFor();
        await asBrand.button('ratings.give').click();
        await asBrand.said('ratings.stars_wrong').waitFor();
        await look(browser, 'without stars');
        await give(page, 'quality', 5);
        await give(page, 'punctuality', 4);
        await give(page, 'communication', 5);
        await asBrand.optional('ratings.words').last().fill('Entregó antes de tiempo.');
        await look(browser, 'a rating to give');
        await asBrand.button('ratings.give').click();
        await asBrand.like('ratings.waiting').waitFor();
        await look(browser, 'a rating that waits');
        await ana.page.goto(`${avenue.url}/c/${handle}`);
        await ana.page.getByRole('heading', { level: 1, name: 'Ana Mercado' }).waitFor();
        assert.equal(await ana.page.getByText('Entregó antes de tiempo.').count(), 0, 'nobody else sees it yet');

        // She rates too: both are shown, and the brand sees it at once.
        await ana.page.goto(`${avenue.url}/creator/applications/${application}/ratings`);
        await asAna.like('ratings.open').waitFor();
        assert.equal(await ana.page.getByText('Entregó antes de tiempo.').count(), 0);
        await give(ana.page, 'clarity', 4);
        await give(ana.page, 'fulfilment', 5);
        await give(ana.page, 'communication', 5);
        await asAna.optional('ratings.words').last().fill('El brief decía todo.');
        await asAna.button('ratings.give').click();
        await asAna.said('ratings.both').waitFor();
        await ana.page.getByText('Entregó antes de tiempo.').first().waitFor();
        await asBrand.said('ratings.both').waitFor();
        await page.getByText('El brief decía todo.').first().waitFor();

        // She replies, once.
        await asAna.button('ratings.reply').click();
        const replying = asAna.dialog('ratings.reply');
        await replying.getByRole('button', { name: text('ratings.reply_send'), exact: true }).click();
        await replying.getByText(text('ratings.reply_wrong'), { exact: true }).first().waitFor();
        await replying.getByLabel(text('ratings.reply_words'), { exact: true }).fill('Gracias, fue un gusto.');
        await look(ana, 'a reply');
        await replying.getByRole('button', { name: text('ratings.reply_send'), exact: true }).click();
        await asAna.said('ratings.replied').waitFor();
        await asAna.button('ratings.reply').waitFor({ state: 'hidden' });
        await page.getByText('Gracias, fue un gusto.').first().waitFor();
        await look(browser, 'both ratings');
        await look(ana, 'both ratings of a creator');

        // Everybody sees them: on her media kit, and on the brand's page.
        const stranger = await openBrowser({ size, locale });
        try {
          await stranger.page.goto(`${avenue.url}/c/${handle}`);
          await stranger.page.getByText('Entregó antes de tiempo.').first().waitFor();
          await stranger.page.getByText('Gracias, fue un gusto.').first().waitFor();
          await stranger.page.getByText(like('ratings.by_brand', { brand: 'Lurdes', campaign: title })).waitFor();
          await look(stranger, 'media kit');
          await stranger.page.goto(`${avenue.url}/b/${brand.handle}`);
          await stranger.page.getByText('El brief decía todo.').first().waitFor();
          assert.equal(await stranger.page.getByText('Ana Mercado').count(), 0, 'creators are not named');
          await look(stranger, 'brand page');
          assert.deepEqual(stranger.problems(), []);
        } finally {
          await stranger.close();
        }

        // The staff takes one out of sight, with a reason, and brings it back.
        const shown = async () => (await (await fetch(`${avenue.url}/api/creators/kits/${handle}`)).json()).stars;
        assert.deepEqual(await shown(), { ratings: 1, average: 467 });
        await desk.page.goto(`${avenue.url}/admin/ratings?hidden=no`);
        const row = desk.page.locator('tr', { hasText: 'Entregó antes de tiempo.' }).filter({ hasText: title });
        await row.getByRole('button', { name: title }).waitFor();
        await look(desk, 'ratings in the console');
        await row.getByRole('button', { name: title }).click();
        const panel = asStaff.dialog('ratings.one');
        await panel.getByRole('button', { name: text('ratings.hide'), exact: true }).click();
        await panel.getByText(text('ratings.hide_wrong'), { exact: true }).first().waitFor();
        await panel.getByLabel(text('ratings.hide_reason'), { exact: true }).fill('Nombra a una persona.');
        await look(desk, 'hide a rating');
        await panel.getByRole('button', { name: text('ratings.hide'), exact: true }).click();
        await asStaff.said('ratings.hide_done').waitFor();
        assert.equal(await shown(), undefined, 'out of the average');
        await panel.getByText('Nombra a una persona.').first().waitFor();
        await page.reload();
        await asBrand.like('ratings.hidden', { reason: 'Nombra a una persona.' }).waitFor();
        await panel.getByRole('button', { name: text('ratings.show'), exact: true }).click();
        await asStaff.said('ratings.show_done').waitFor();
        assert.deepEqual(await shown(), { ratings: 1, average: 467 }, 'and back');
        for (const other of [ana, desk]) assert.deepEqual(other.problems(), [], 'the other browsers reported no problem');
      } finally {
        await Promise.all([ana.close(), desk.close()]);
      }
    },
    { locale },
  );
}
