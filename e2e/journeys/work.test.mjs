// A job from the signature to the post, two people side by side: the creator says where to, the brand sends the product, it
// comes damaged and is sent again; a picture is handed in, commented on at a spot and sent back; a video is handed in,
// commented on at a moment and approved; it is published; the brand saves it while its rights last. What one side does the
// other sees without asking again.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { signedJob } from '../support/marketplace.mjs';
import { admin, brandOwner, creator, signIn } from '../support/people.mjs';
import { film, png } from '../support/picture.mjs';
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

for (const [language, locale] of LANGUAGES) {
  const text = (/** @type {string} */ key) => textIn(key, language);
  const like = (/** @type {string} */ key, /** @type {Record<string, string>} */ gaps = {}) =>
    pattern(key, gaps, language);

  journey(
    `a job from the signature to the post (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const mark = `${language}.${size}`;
      const { person: owner, brand } = await brandOwner(avenue, staff);
      const maker = await creator(avenue, `ana.${mark}`, 'Ana Mercado');
      const job = await signedJob(avenue, brand.id, owner, maker, `Café de la siesta ${language} ${size}`);
      await signIn(browser, avenue, owner);
      const ana = await openBrowser({ size, locale });

      /** Axe in both themes, and pictures to look at. */
      const look = async (/** @type {import('../support/browser.mjs').Browser} */ who, /** @type {string} */ where) => {
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await who.page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(who.page), [], `axe on ${where} (${colorScheme})`);
          await who.screenshot(`work-${mark}-${where}-${colorScheme}`.replace(/[^\w.]+/g, '-'));
        }
        await who.page.emulateMedia({ colorScheme: 'light' });
      };
      const on = (/** @type {import('playwright-core').Page} */ page) => ({
        button: (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true }),
        field: (/** @type {string} */ key) => page.getByLabel(text(key), { exact: true }),
        // The label of a field that may stay empty says so.
        optional: (/** @type {string} */ key) => page.getByLabel(text(key)),
        tab: (/** @type {string} */ key) => page.getByRole('tab', { name: text(key), exact: true }),
        said: (/** @type {string} */ key) => page.getByText(text(key), { exact: true }).first(),
        told: (/** @type {string} */ key, gaps = {}) => page.getByText(like(key, gaps)).first(),
        dialog: (/** @type {string} */ key) => page.getByRole('dialog', { name: text(key), exact: true }),
        piece: (/** @type {string} */ number) =>
          page.getByRole('heading', { level: 3, name: new RegExp(`^${number}\\. `) }).getByRole('link'),
      });

      try {
        await signIn(ana, avenue, maker);
        const [asBrand, asAna] = [on(page), on(ana.page)];

        // She finds the job in her list and says where the product is sent to.
        await ana.page.goto(`${avenue.url}/creator/applications`);
        await ana.page.getByRole('link', { name: `Café de la siesta ${language} ${size}` }).click();
        await asAna.told('shipping.address_yours').waitFor();
        await look(ana, 'a job begins');
        await asAna.button('shipping.address_give').click();
        const addressing = asAna.dialog('shipping.address');
        await addressing.getByRole('button', { name: text('shipping.address_save'), exact: true }).click();
        await addressing.getByText(text('shipping.street_wrong'), { exact: true }).first().waitFor();
        await look(ana, 'an address with errors');
        for (const [field, typed] of [
          ['shipping.recipient', 'Ana Mercado'],
          ['shipping.phone', '0981 123 456'],
          ['shipping.street', 'Palma 123'],
          ['shipping.city', 'Asunción'],
        ]) {
          await addressing.getByLabel(text(field), { exact: true }).fill(typed);
        }
        assert.equal(await addressing.getByLabel(text('shipping.country'), { exact: true }).inputValue(), 'PY');
        await addressing.getByLabel(text('shipping.reference')).fill('Portón verde,\nentre 14 de Mayo y Chile');
        await addressing.getByRole('button', { name: text('shipping.address_save'), exact: true }).click();
        await asAna.told('shipping.dispatch_theirs').waitFor();
        await look(ana, 'an address');

        // A notice leads the brand to the job; it sends the product. A number that is none is refused.
        await page.goto(`${avenue.url}/brand/campaigns/${job.campaign}/applications/${job.application}`);
        await page.getByRole('heading', { level: 1, name: 'Ana Mercado' }).waitFor();
        assert.ok(page.url().startsWith(`${avenue.url}/brand/${brand.id}/`), 'in the workspace of its brand');
        await page.getByText('Palma 123').waitFor();
        await asBrand.told('shipping.dispatch_yours').waitFor();
        await look(browser, 'to send');
        const send = async (/** @type {string} */ number) => {
          await asBrand.button('shipping.send').click();
          const sending = asBrand.dialog('shipping.send');
          await sending.getByLabel(text('shipping.carrier'), { exact: true }).fill('AEX');
          await sending.getByLabel(text('shipping.tracking_number'), { exact: true }).fill('---');
          await sending.getByRole('button', { name: text('shipping.send'), exact: true }).click();
          await sending.getByText(text('shipping.tracking_number_wrong'), { exact: true }).first().waitFor();
          await look(browser, `sending ${number}`);
          await sending.getByLabel(text('shipping.tracking_number'), { exact: true }).fill(number);
          await sending.getByRole('button', { name: text('shipping.send'), exact: true }).click();
          await asBrand.told('shipping.sent_theirs').waitFor();
        };
        await send('RB123456789PY');

        // She sees it at once. It comes damaged, and is sent again.
        await asAna.told('shipping.sent_yours').waitFor();
        await ana.page.getByText('RB123456789PY').waitFor();
        await look(ana, 'on its way');
        await asAna.button('shipping.report').click();
        const reporting = asAna.dialog('shipping.report');
        await reporting.getByLabel(text('shipping.problem_note'), { exact: true }).fill('La caja llegó abierta.');
        await look(ana, 'a problem');
        await reporting.getByRole('button', { name: text('shipping.report'), exact: true }).click();
        await asAna.told('shipping.again_theirs').waitFor();
        await asBrand.told('shipping.again_yours').waitFor();
        await page.getByText('La caja llegó abierta.').waitFor();
        await look(browser, 'a problem');
        await send('RB987654321PY');
        await asAna.told('shipping.sent_yours').waitFor();
        await asAna.button('shipping.receive').click();
        await asAna.dialog('shipping.receive').getByRole('button', { name: text('shipping.receive'), exact: true }).click();
        await asAna.told('shipping.is_received').waitFor();
        await asAna.told('deliverables.owed_yours').waitFor();
        await look(ana, 'received');
        // Where she lives is nobody's business any more.
        await asBrand.told('shipping.is_received').waitFor();
        await page.getByText('Palma 123').waitFor({ state: 'hidden' });

        // She hands in a picture. What is none is refused, and what does not say that it is advertising is told so.
        await asAna.piece('1').click();
        await ana.page.waitForURL(/\/deliverables\/[0-9a-f-]{36}$/);
        await ana.page.getByRole('heading', { level: 2, name: like('deliverables.name_on', { number: '1', platform: 'Instagram' }) }).waitFor();
        await look(ana, 'a first draft');
        await asAna.button('deliverables.submit').click();
        await asAna.said('deliverables.file_needed').waitFor();
        const files = ana.page.locator('input[type=file]');
        await files.setInputFiles({ name: 'nota.txt', mimeType: 'text/plain', buffer: Buffer.from('hola') });
        await asAna.said('deliverables.file_unknown').waitFor();
        await look(ana, 'a file that is refused');
        await files.setInputFiles({ name: 'taza.png', mimeType: 'image/png', buffer: png(mark) });
        await asAna.button('deliverables.file_other').waitFor();
        await asAna.optional('deliverables.caption').fill('Una siesta con café');
        await asAna.said('deliverables.says_not').waitFor();
        await asAna.optional('deliverables.note').fill('¿Les gusta la luz?');
        await look(ana, 'a draft to hand in');
        await asAna.button('deliverables.submit').click();
        await asAna.told('deliverables.review_theirs_undisclosed').waitFor();

        // The brand looks at it, and says what and where: by pressing the picture, and by typing.
        await asBrand.piece('1').click();
        await asBrand.said('deliverables.must_say').waitFor();
        assert.equal(await asBrand.button('deliverables.approve').count(), 0, 'it cannot be approved');
        await page.getByRole('img', { name: like('deliverables.picture_alt', { number: '1' }) }).waitFor();
        await page.locator('.draft-pick').click({ position: { x: 16, y: 32 } });
        assert.equal(await asBrand.optional('deliverables.spot_left').inputValue(), '25');
        assert.equal(await asBrand.optional('deliverables.spot_above').inputValue(), '50');
        await asBrand.field('deliverables.comment').fill('Que se vea el logo.');
        await look(browser, 'a comment');
        await asBrand.button('deliverables.comment_send').click();
        const pin = (/** @type {string} */ number) =>
          page.getByRole('button', { name: like('deliverables.pin', { number }) });
        await pin('1').waitFor();
        await asBrand.optional('deliverables.spot_left').fill('mucho');
        await asBrand.optional('deliverables.spot_above').fill('10');
        await asBrand.field('deliverables.comment').fill('Menos sombra acá.');
        await asBrand.button('deliverables.comment_send').click();
        await asBrand.said('deliverables.spot_wrong').waitFor();
        await asBrand.optional('deliverables.spot_left').fill('80');
        await asBrand.button('deliverables.comment_send').click();
        await pin('2').waitFor();
        await pin('1').press('Enter');
        await look(browser, 'comments');
        await asBrand.button('deliverables.ask_changes').click();
        const changing = asBrand.dialog('deliverables.ask_changes');
        await changing.getByLabel(text('deliverables.changes_note'), { exact: true }).fill('Contalo en un video, con el logo.');
        await look(browser, 'changes');
        await changing.getByRole('button', { name: text('deliverables.ask_changes'), exact: true }).click();
        await asBrand.told('deliverables.changes_theirs').waitFor();
        await page.getByText(like('deliverables.rounds_left', { left: '1', count: '2' })).waitFor();

        // She reads it at once, and hands in a video that says what it must.
        await asAna.told('deliverables.changes_yours').waitFor();
        await ana.page.getByText('Contalo en un video, con el logo.').first().waitFor();
        await ana.page.getByText('Menos sombra acá.').waitFor();
        await ana.page.getByRole('button', { name: like('deliverables.spot', { left: '25', above: '50' }) }).click();
        await look(ana, 'changes are asked for');
        const video = await film(ana.page);
        await files.setInputFiles({ name: 'siesta.webm', mimeType: 'video/webm', buffer: video });
        await asAna.button('deliverables.file_other').waitFor();
        await asAna.optional('deliverables.caption').fill('Una siesta con café #publicidad');
        await ana.page.getByText(like('deliverables.says_by', { words: '#publicidad' })).waitFor();
        await asAna.button('deliverables.submit').click();
        await asAna.told('deliverables.review_theirs').waitFor();

        // The brand watches it, comments on a moment, and approves it.
        await page.getByRole('heading', { level: 2, name: like('deliverables.draft', { number: '2' }) }).waitFor();
        const player = page.locator('video');
        await player.waitFor();
        await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
        await asBrand.button('deliverables.moment_now').click();
        assert.equal(await asBrand.optional('deliverables.moment').inputValue(), '0:00');
        await asBrand.optional('deliverables.moment').fill('pronto');
        await asBrand.field('deliverables.comment').fill('Acá se ve perfecto.');
        await asBrand.button('deliverables.comment_send').click();
        await asBrand.said('deliverables.moment_wrong').waitFor();
        await asBrand.optional('deliverables.moment').fill('0:01');
        await asBrand.button('deliverables.comment_send').click();
        await page.getByRole('button', { name: like('deliverables.moment_at', { moment: '0:01' }), exact: true }).click();
        await page.waitForFunction(() => document.querySelector('video')?.currentTime === 1);
        await asBrand.button('deliverables.point').click();
        await page.locator('.draft-pick').click({ position: { x: 80, y: 30 } });
        assert.equal(await asBrand.optional('deliverables.spot_left').inputValue(), '50');
        assert.equal(await asBrand.optional('deliverables.moment').inputValue(), '0:01');
        await look(browser, 'a video');
        await page.getByLabel(text('deliverables.choose'), { exact: true }).selectOption('1');
        await page.getByText('Que se vea el logo.').first().waitFor();
        await page.getByLabel(text('deliverables.choose'), { exact: true }).selectOption('2');
        await asBrand.button('deliverables.approve').click();
        const approving = asBrand.dialog('deliverables.approve');
        await look(browser, 'approve');
        await approving.getByRole('button', { name: text('deliverables.approve'), exact: true }).click();
        await asBrand.told('deliverables.publish_theirs').waitFor();

        // She publishes it. An address of another network is refused with the right form.
        await asAna.told('deliverables.publish_yours').waitFor();
        await ana.page.getByText('Una siesta con café #publicidad').first().waitFor();
        await asAna.field('deliverables.post_url').fill('https://www.tiktok.com/@ana/video/7301234567890123456');
        await asAna.button('deliverables.publish').click();
        await asAna.told('deliverables.post_other_platform', { found: 'TikTok', platform: 'Instagram' }).waitFor();
        await look(ana, 'a post of another network');
        await asAna.field('deliverables.post_url').fill(`https://instagram.com/reels/C8${language}${size}/?igsh=abc`);
        await asAna.optional('deliverables.ad_code').fill('spark-1234');
        await asAna.button('deliverables.publish').click();
        await asAna.told('deliverables.is_published').waitFor();
        await ana.page.getByRole('link', { name: `https://www.instagram.com/reel/C8${language}${size}` }).waitFor();
        await look(ana, 'published');
        await asBrand.told('deliverables.is_published').waitFor();

        // A picture that nobody publishes lies elsewhere; it is approved, and that is its end.
        await ana.page.getByRole('link', { name: text('deliverables.back') }).click();
        await asAna.piece('2').click();
        await asAna.field('deliverables.way').selectOption('url');
        await asAna.field('deliverables.url').fill('http://drive.example.com/foto');
        await asAna.button('deliverables.submit').click();
        await asAna.said('deliverables.url_wrong').waitFor();
        await asAna.field('deliverables.url').fill('https://drive.example.com/foto');
        await asAna.button('deliverables.submit').click();
        await asAna.told('deliverables.review_theirs').waitFor();
        await look(ana, 'a draft elsewhere');
        await page.getByRole('link', { name: text('deliverables.back') }).click();
        await asBrand.piece('2').click();
        await page.getByRole('link', { name: like('deliverables.open_at', { host: 'drive.example.com' }) }).waitFor();
        await asBrand.button('deliverables.approve').click();
        await asBrand.dialog('deliverables.approve').getByRole('button', { name: text('deliverables.approve'), exact: true }).click();
        await asBrand.told('deliverables.is_delivered').waitFor();

        // What the brand may do, until when, and the file until then.
        await asBrand.tab('work.tab_rights').click();
        await page.waitForURL(/\/rights$/);
        await asBrand.said('rights.active').waitFor();
        await page.getByText('spark-1234').waitFor();
        await look(browser, 'rights');
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          asBrand.button('deliverables.save_file').first().click(),
        ]);
        assert.match(saved.suggestedFilename(), /\.webm$/);
        await asAna.tab('work.tab_rights').click();
        await asAna.said('rights.active').waitFor();
        await look(ana, 'rights');
        await asAna.tab('work.tab_agreed').click();
        await asAna.told('applications.is_confirmed').waitFor();
        await look(ana, 'agreed');
        assert.deepEqual(ana.problems(), [], 'the other browser reported no problem');
      } finally {
        await ana.close();
      }
    },
    { locale },
  );
}
