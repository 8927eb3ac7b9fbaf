// The owner while two sides do business, three people side by side: the brand hears at once who applied and the creator what
// became of it; the owner finds all of it from any page, a letter wrong included, and looks at the platform as the brand,
// without changing anything. Others find what is theirs and what is everybody's.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { campaignOf, campaignsAs } from '../support/marketplace.mjs';
import { admin, brandOwner, call, creator, signIn } from '../support/people.mjs';
import { pattern, text as textIn } from '../support/words.mjs';

/** @type {import('../support/people.mjs').Person} */
let staff;
const avenue = avenueForThisFile({}, async (avenue) => {
  staff = await admin(avenue);
});

/** What the API tells people, and what it answers who only looks: its own words, which the app shows. */
const LANGUAGES = /** @type {const} */ ([
  {
    language: 'es',
    locale: 'es-PY',
    received: (/** @type {string} */ title) => `Llegó una postulación a «${title}».`,
    shortlisted: (/** @type {string} */ title) => `Te preseleccionaron para «${title}».`,
    onlyLooking: 'Estás mirando la plataforma como otra persona: no se puede cambiar nada.',
  },
  {
    language: 'en',
    locale: 'en-US',
    received: (/** @type {string} */ title) => `Somebody applied to “${title}”.`,
    shortlisted: (/** @type {string} */ title) => `You are on the shortlist of “${title}”.`,
    onlyLooking: 'You are looking at the platform as somebody else: nothing can be changed.',
  },
]);

for (const { language, locale, received, shortlisted, onlyLooking } of LANGUAGES) {
  const text = (/** @type {string} */ key) => textIn(key, language);
  const like = (/** @type {string} */ key, /** @type {Record<string, string>} */ gaps = {}) =>
    pattern(key, gaps, language);

  journey(
    `the owner sees what two sides do, finds it and looks as one of them (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const mark = `${language}.${size}`;
      const [title, name] = [`Guampa de palosanto ${language} ${size}`, `Zunilda ${language} ${size}`];
      const { person: owner, brand } = await brandOwner(avenue, staff);
      const maker = await creator(avenue, `zunilda.${mark}`, name);
      const asOwner = await campaignsAs(avenue, owner);
      const { id: campaign } = await asOwner('POST', '', campaignOf(brand.id, title));
      await asOwner('POST', `/${campaign}/publish`);
      await signIn(browser, avenue, staff);
      const [shop, ana] = await Promise.all([openBrowser({ size, locale }), openBrowser({ size, locale })]);

      /** Axe in both themes, and pictures to look at. */
      const look = async (/** @type {import('../support/browser.mjs').Browser} */ who, /** @type {string} */ where) => {
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await who.page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(who.page), [], `axe on ${where} (${colorScheme})`);
          await who.screenshot(`owner-${mark}-${where}-${colorScheme}`.replace(/[^\w.]+/g, '-'));
        }
        await who.page.emulateMedia({ colorScheme: 'light' });
      };
      const on = (/** @type {import('playwright-core').Page} */ page) => ({
        button: (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true }),
        field: (/** @type {string} */ key) => page.getByLabel(text(key), { exact: true }),
        dialog: (/** @type {string} */ key) => page.getByRole('dialog', { name: text(key), exact: true }),
        title: (/** @type {string} */ name) => page.getByRole('heading', { level: 1, name, exact: true }),
      });
      /** Types into the finder: by Ctrl+K where there is a keyboard. What it then offers is in the list. */
      const seek = async (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ words) => {
        const button = on(page).button('search.hint');
        await button.waitFor();
        await (size === 'desktop' ? page.keyboard.press('Control+k') : button.click());
        await page.getByRole('combobox', { name: text('search.hint'), exact: true }).fill(words);
      };
      const offered = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ what, /** @type {string} */ kind) =>
        page.getByRole('option', { name: new RegExp(`^${what}.*${text(kind)}`) });

      try {
        await Promise.all([signIn(shop, avenue, owner), signIn(ana, avenue, maker)]);
        const [asStaff, asShop, asAna] = [on(page), on(shop.page), on(ana.page)];

        // She applies; the brand, busy elsewhere, hears of it at once.
        await shop.page.goto(`${avenue.url}/brand/${brand.id}/members`);
        await shop.page.getByText(owner.email, { exact: true }).first().waitFor();
        await ana.page.goto(`${avenue.url}/campaigns/${campaign}`);
        await asAna.button('campaigns.apply').click();
        const applying = asAna.dialog('campaigns.apply_title');
        await applying.getByRole('button', { name: text('campaigns.apply_send') }).click();
        await ana.page.waitForURL(/\/creator\/applications\/[0-9a-f-]{36}$/);
        const application = ana.page.url().slice(-36);
        await shop.page.getByText(received(title), { exact: true }).first().waitFor();
        const { access_token: shopToken } = await call(avenue, 'POST', '/api/identity/sign-in', owner);
        const { notices } = await call(avenue, 'GET', '/api/notifications/unread', undefined, shopToken);
        assert.ok(notices > 0);
        const bell = shop.page.getByRole('link', { name: text('notices.bell').replace('{{ count }}', String(notices)), exact: true });
        await bell.waitFor();
        await look(shop, 'told');

        // The notice leads to who applied; the brand is interested, and she hears of it at once.
        await bell.click();
        const line = shop.page.getByRole('listitem').filter({ hasText: received(title) });
        await line.getByRole('link', { name: text('notices.open') }).waitFor();
        await look(shop, 'notices');
        await line.getByRole('link', { name: text('notices.open') }).click();
        await shop.page.waitForURL(`**/brand/${brand.id}/campaigns/${campaign}/applications/${application}`);
        await asShop.title(name).waitFor();
        await asShop.button('writing.shortlist').click();
        await ana.page.getByText(shortlisted(title), { exact: true }).first().waitFor();
        await ana.page.getByText(text('campaigns.app_shortlisted'), { exact: true }).first().waitFor();
        await look(ana, 'shortlisted');

        // The owner finds the campaign from the first page, with a letter wrong, and who applied to it.
        await page.goto(`${avenue.url}/admin`);
        await page.getByRole('heading', { level: 2, name: text('market.title'), exact: true }).waitFor();
        await seek(page, `guanpa palosanto ${language} ${size}`);
        await offered(page, title, 'search.kind_campaign').waitFor();
        await offered(page, '.*Zunilda', 'search.kind_application').waitFor();
        await look(browser, 'found');
        await offered(page, title, 'search.kind_campaign').click();
        await page.waitForURL(`**/admin/campaigns/${campaign}`);
        await asStaff.title(title).waitFor();
        await page.getByRole('link', { name }).waitFor();
        await look(browser, 'a campaign');

        // Then her, and the account behind the brand, by the keys alone.
        await seek(page, `zunylda ${language} ${size}`);
        await offered(page, name, 'search.kind_creator').click();
        await page.waitForURL(/\/admin\/creators\/[0-9a-f-]{36}$/);
        await asStaff.title(name).waitFor();
        await seek(page, owner.email);
        await offered(page, `.*${owner.email}`, 'search.kind_user').waitFor();
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/admin\/users\/[0-9a-f-]{36}$/);
        await asStaff.title('Ana Benítez').waitFor();
        const account = page.url();

        // As the brand, with a reason: the owner sees what it sees and changes nothing.
        await asStaff.button('looking.begin').click();
        const beginning = page.getByRole('dialog', { name: like('looking.begin_title', { name: 'Ana Benítez' }) });
        await beginning.getByRole('button', { name: text('looking.begin'), exact: true }).click();
        await beginning.getByText(text('looking.reason_needed'), { exact: true }).first().waitFor();
        await look(browser, 'a look, asked');
        await beginning.getByLabel(text('looking.reason'), { exact: true }).fill('Consulta 4711');
        await beginning.getByRole('button', { name: text('looking.begin'), exact: true }).click();
        await page.waitForURL('**/brand');
        await page.getByText(like('looking.banner', { name: `Ana Benítez (${owner.email})` })).waitFor();
        await page.getByRole('link', { name: /Lurdes/ }).click();
        await page.waitForURL(`**/brand/${brand.id}`);
        await page.getByLabel(text('brands.description')).fill('Otra cosa.');
        browser.expect(/403/);
        await asStaff.button('common.save').click();
        await page.getByText(onlyLooking, { exact: true }).first().waitFor();
        await look(browser, 'looking');
        const { description } = await call(avenue, 'GET', `/api/brands/${brand.id}`, undefined, shopToken);
        assert.equal(description, 'Ropa de lino hecha en Luque.', 'nothing was changed');
        await asStaff.button('looking.leave').click();
        await page.waitForURL(account);
        await asStaff.title('Ana Benítez').waitFor();
        assert.equal(await asStaff.button('looking.leave').count(), 0, 'oneself again');

        // Beginning, reason and end stand in the trail.
        await page.goto(`${avenue.url}/admin/audit?action=identity.end_view`);
        await page.getByRole('row').filter({ hasText: owner.email }).first().waitFor();
        await page.goto(`${avenue.url}/admin/audit?action=identity.begin_view`);
        await page.getByRole('row').filter({ hasText: owner.email }).getByRole('button').click();
        await asStaff.dialog('audit.event').getByText('Consulta 4711').first().waitFor();
        await look(browser, 'the trail');

        // The brand finds its own campaign, and nobody's account.
        await seek(shop.page, `guanpa palosanto ${language} ${size}`);
        await offered(shop.page, title, 'search.kind_campaign').click();
        await shop.page.waitForURL(`**/brand/${brand.id}/campaigns/${campaign}`);
        await asShop.title(title).waitFor();
        const answered = shop.page.waitForResponse((answer) => /\/api\/search\?.*creator-/.test(answer.url()));
        await seek(shop.page, maker.email);
        assert.deepEqual((await (await answered).json()).hits, []);
        await shop.page.getByText(text('common.nothing_found'), { exact: true }).waitFor();
        assert.equal(await shop.page.getByRole('option').count(), 0);
        await look(shop, 'nothing found');
        for (const other of [shop, ana]) assert.deepEqual(other.problems(), [], 'the other browsers reported no problem');
      } finally {
        await Promise.all([shop.close(), ana.close()]);
      }
    },
    { locale },
  );
}
