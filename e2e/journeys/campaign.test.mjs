// A campaign from the first word to the signature, three people side by side: a brand signs up, writes a brief and
// publishes it; two creators find it and apply; one is offered terms, asks for others and signs, the other is declined.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { campaignOf, inAMonth } from '../support/marketplace.mjs';
import { admin, call, creator, newPassword, signIn } from '../support/people.mjs';
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
    `a campaign from the brief to the signature (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const mark = `${language}.${size}`;
      const title = `Café de la mañana ${language} ${size}`;

      /** Axe in both themes, and pictures to look at. */
      const look = async (/** @type {import('../support/browser.mjs').Browser} */ who, /** @type {string} */ where) => {
        await who.page.locator('main h1').first().waitFor({ state: 'attached' });
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await who.page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(who.page), [], `axe on ${where} (${colorScheme})`);
          await who.screenshot(`campaign-${mark}-${where}-${colorScheme}`.replace(/[^\w.]+/g, '-'));
        }
        await who.page.emulateMedia({ colorScheme: 'light' });
      };
      const on = (/** @type {import('playwright-core').Page} */ page) => ({
        button: (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true }),
        link: (/** @type {string} */ key) => page.getByRole('link', { name: text(key), exact: true }),
        field: (/** @type {string} */ key) => page.getByLabel(text(key), { exact: true }),
        // The label of a field that may stay empty says so.
        optional: (/** @type {string} */ key) => page.getByLabel(text(key)),
        said: (/** @type {string} */ key) => page.getByText(text(key), { exact: true }),
        dialog: (/** @type {string} */ key) => page.getByRole('dialog', { name: text(key), exact: true }),
        step: (/** @type {string} */ key) => page.getByRole('heading', { level: 2, name: text(key), exact: true }),
      });

      // The brand signs up and makes its workspace.
      const brand = on(page);
      const owner = { email: `cafe-${language}-${size}@example.org`, password: newPassword() };
      await page.goto(`${avenue.url}/register`);
      await brand.field('public.first_name').fill('Lucía');
      await brand.field('public.email').fill(owner.email);
      await brand.field('public.password').fill(owner.password);
      await brand.field('public.role').selectOption('brand');
      await page.locator('form').getByRole('button', { name: text('common.register') }).click();
      await page.waitForURL((url) => url.pathname !== '/register');
      await page.goto(`${avenue.url}/brand`);
      await brand.button('brands.create').click();
      const making = brand.dialog('brands.create');
      await making.getByLabel(text('brands.company'), { exact: true }).fill(`Café ${mark}`);
      await making.getByRole('button', { name: text('brands.create') }).click();
      await page.waitForURL(/\/brand\/[0-9a-f-]{36}$/);
      const workspace = page.url();
      const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', staff);
      const id = workspace.slice(workspace.lastIndexOf('/') + 1);
      await call(avenue, 'POST', `/api/brands/${id}/package`, { plan: 'growth', months: 3 }, access_token);

      // It writes a brief. What is missing is said where it stands.
      await page.goto(`${workspace}/campaigns`);
      await brand.said('writing.empty').waitFor();
      await look(browser, 'no campaigns');
      await brand.link('writing.begin').first().click();
      await brand.step('writing.step_idea').waitFor();
      await brand.button('writing.go_on').click();
      await brand.said('writing.title_wrong').first().waitFor();
      await look(browser, 'a step with errors');
      await brand.field('writing.title_label').fill(title);
      await brand.field('campaigns.brief_about').fill('Contar una mañana con nuestro café.\nPara quienes desayunan tarde.');
      await brand.button('writing.go_on').click();
      await brand.step('writing.step_brief').waitFor();
      await brand.optional('campaigns.brief_must').first().fill('La taza con el logo\nDónde se compra');
      await brand.optional('campaigns.brief_tags').fill('#publicidad @cafe.py');
      await look(browser, 'deliverables');

      // The window is closed and opened again: nothing is lost.
      await page.reload();
      await brand.said('writing.recovered').waitFor();
      await brand.step('writing.step_brief').waitFor();
      assert.equal(await brand.optional('campaigns.brief_tags').inputValue(), '#publicidad @cafe.py');

      await brand.button('writing.go_on').click();
      await brand.step('writing.step_people').waitFor();
      await page.getByLabel('Instagram', { exact: true }).check();
      await page.getByLabel(like('writing.followers_of', { platform: 'Instagram' })).fill('1.000');
      await brand.optional('campaigns.city').fill('asuncion');
      await page.getByLabel(text('creators.category_food'), { exact: true }).check();
      await look(browser, 'who is looked for');
      await brand.button('writing.go_on').click();
      await brand.step('writing.step_terms').waitFor();
      await brand.field('campaigns.fee').fill('mucho');
      await brand.field('writing.deadline_label').fill(inAMonth());
      await brand.button('writing.go_on').click();
      await brand.said('campaigns.money_wrong_whole').first().waitFor();
      await brand.field('campaigns.fee').fill('450.000');
      await brand.field('campaigns.slots').fill('1');
      await look(browser, 'terms');
      await brand.button('writing.go_on').click();
      await brand.step('writing.step_review').waitFor();
      await look(browser, 'review');
      await brand.button('writing.save').last().click();

      // It is a draft, which nobody else sees, until it is published.
      await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
      const campaignPage = page.url();
      const campaign = campaignPage.slice(campaignPage.lastIndexOf('/') + 1);
      await brand.said('writing.board_draft').waitFor();
      assert.equal((await fetch(`${avenue.url}/api/campaigns/${campaign}`)).status, 404, 'a draft is not there');
      await look(browser, 'a draft');
      await brand.button('writing.publish').click();
      await look(browser, 'publish');
      await brand.dialog('writing.publish').getByRole('button', { name: text('writing.publish') }).click();
      await brand.said('campaigns.state_published').first().waitFor();
      assert.equal((await fetch(`${avenue.url}/api/campaigns/${campaign}`)).status, 200);
      const handle = `cafe-${language}-${size}`;
      const own = await call(avenue, 'POST', '/api/identity/sign-in', owner);
      await call(avenue, 'PATCH', `/api/brands/${id}`, { handle }, own.access_token);

      const [ana, beto] = await Promise.all([openBrowser({ size, locale }), openBrowser({ size, locale })]);
      try {
        await signIn(ana, avenue, await creator(avenue, `ana.${mark}`, 'Ana Mercado'));
        await signIn(beto, avenue, await creator(avenue, `beto.${mark}`, 'Beto Río'));
        const [asAna, asBeto] = [on(ana.page), on(beto.page)];

        // It stands on the brand's own page.
        await beto.page.goto(`${avenue.url}/b/${handle}`);
        await beto.page.getByRole('link', { name: title, exact: true }).waitFor();
        await look(beto, 'what the brand shows');

        // One searches without accents, saves it and applies.
        await ana.page.goto(`${avenue.url}/campaigns`);
        await asAna.field('campaigns.search').fill(`manana ${language} ${size}`);
        await asAna.field('campaigns.search').press('Enter');
        await ana.page.waitForURL(/search=manana/);
        await ana.page.getByRole('link', { name: title, exact: true }).waitFor();
        await look(ana, 'found');
        await ana.page.getByRole('link', { name: title, exact: true }).click();
        await ana.page.getByRole('heading', { level: 1, name: title }).waitFor();
        await asAna.button('campaigns.save').click();
        await asAna.said('campaigns.was_saved').waitFor();
        await look(ana, 'a campaign');
        await asAna.button('campaigns.apply').click();
        const applying = asAna.dialog('campaigns.apply_title');
        await applying.getByLabel(text('campaigns.message')).fill('Desayuno tarde todos los días.');
        await look(ana, 'apply');
        await applying.getByRole('button', { name: text('campaigns.apply_send') }).click();
        await ana.page.waitForURL(/\/creator\/applications\/[0-9a-f-]{36}$/);
        const application = ana.page.url();
        await asAna.said('applications.is_applied').waitFor();
        await look(ana, 'applied');
        await ana.page.goto(`${avenue.url}/campaigns/saved`);
        await ana.page.getByRole('link', { name: title, exact: true }).waitFor();

        // The other looks at what fits, and applies.
        await beto.page.goto(`${avenue.url}/campaigns?search=${encodeURIComponent(`${language} ${size}`)}`);
        await beto.page.getByRole('switch', { name: text('campaigns.fits_me') }).check();
        await beto.page.waitForURL(/fits=me/);
        await beto.page.getByRole('link', { name: title, exact: true }).click();
        await asBeto.button('campaigns.apply').click();
        await asBeto.dialog('campaigns.apply_title').getByRole('button', { name: text('campaigns.apply_send') }).click();
        await beto.page.waitForURL(/\/creator\/applications\/[0-9a-f-]{36}$/);
        const declined = beto.page.url();

        // The brand changes what is signed: a second version.
        await page.goto(`${campaignPage}/edit?step=brief`);
        await page.getByText(like('writing.new_version', { version: '2' })).waitFor();
        await brand.optional('campaigns.brief_must_not').fill('Otras marcas');
        await brand.button('writing.save').first().click();
        await brand.said('writing.saved_published').waitFor();
        await page.goto(`${campaignPage}?tab=versions`);
        await page.getByRole('heading', { name: like('campaigns.brief_version', { version: '2' }) }).waitFor();
        await look(browser, 'versions');
        await page.goto(`${campaignPage}?tab=campaign`);
        await page.getByRole('heading', { name: text('campaigns.requirements'), exact: true }).waitFor();
        await look(browser, 'preview');

        // It looks at who applied: one goes on the shortlist and gets an offer, the other is declined.
        await page.goto(campaignPage);
        const card = page.locator('article', { hasText: 'Ana Mercado' });
        await card.getByRole('button', { name: text('writing.shortlist') }).click();
        await card.getByRole('link', { name: text('writing.decide') }).waitFor();
        await look(browser, 'board');
        await page.getByRole('link', { name: 'Beto Río' }).click();
        await page.getByRole('heading', { level: 1, name: 'Beto Río' }).waitFor();
        await brand.button('writing.reject').click();
        const declining = brand.dialog('writing.reject');
        await declining.getByLabel(text('writing.reject_reason')).fill('Buscamos a alguien que cocine.');
        await look(browser, 'decline');
        await declining.getByRole('button', { name: text('writing.reject') }).click();
        await brand.said('writing.is_rejected').waitFor();
        // A notice names the campaign and not the brand.
        await page.goto(`${avenue.url}/brand/campaigns/${campaign}/applications/${application.slice(-36)}`);
        await page.getByRole('heading', { level: 1, name: 'Ana Mercado' }).waitFor();
        assert.ok(page.url().startsWith(workspace), 'in the workspace of its brand');
        await brand.button('writing.offer').click();
        const offering = brand.dialog('writing.offer');
        await look(browser, 'offer');
        await offering.getByRole('button', { name: text('writing.offer_send') }).click();
        await brand.said('writing.is_offered').waitFor();
        await look(browser, 'an applicant');

        // She asks for more.
        await ana.page.goto(`${avenue.url}/creator/applications`);
        await look(ana, 'applications');
        await ana.page.getByRole('link', { name: title }).click();
        await asAna.said('applications.is_offered').waitFor();
        await look(ana, 'an offer');
        await asAna.button('applications.counter').click();
        const countering = asAna.dialog('applications.counter');
        await countering.getByLabel(text('campaigns.fee'), { exact: true }).fill('600.000');
        await countering.getByLabel(text('applications.note')).fill('Incluye el traslado.');
        await look(ana, 'counter');
        await countering.getByRole('button', { name: text('applications.counter_send') }).click();
        await asAna.said('applications.is_countered').waitFor();

        // The brand takes her terms.
        await page.reload();
        await brand.said('writing.is_countered').waitFor();
        await look(browser, 'a counter-offer');
        await brand.button('writing.accept').click();
        await brand.said('writing.is_offered').waitFor();

        // She reads and signs.
        await ana.page.reload();
        await asAna.button('applications.read_and_sign').click();
        const signing = asAna.dialog('applications.sign_title');
        await signing.getByText(like('campaigns.brief_version', { version: '2' })).first().waitFor();
        await signing.getByRole('button', { name: text('applications.sign'), exact: true }).click();
        await signing.getByText(text('applications.agree_needed'), { exact: true }).first().waitFor();
        await look(ana, 'sign');
        await signing.getByLabel(like('applications.agree', { version: '2' })).check();
        await signing.getByLabel(text('applications.sign_name'), { exact: true }).fill('Ana Mercado López');
        await signing.getByRole('button', { name: text('applications.sign'), exact: true }).click();
        // The application has become a job: what was agreed on is a part of it.
        await ana.page.getByRole('tab', { name: text('work.tab_work'), exact: true }).waitFor();
        await look(ana, 'a job begins');
        await ana.page.getByRole('tab', { name: text('work.tab_agreed'), exact: true }).click();
        await ana.page.getByText(like('applications.is_confirmed')).waitFor();
        await ana.page.getByText('600').first().waitFor();
        await look(ana, 'signed');

        // The other reads why not.
        await beto.page.goto(declined);
        await asBeto.said('applications.is_rejected').waitFor();
        await beto.page.getByText('Buscamos a alguien que cocine.').first().waitFor();
        await look(beto, 'declined');

        // The brand sees the signature, and that there is no place left; it closes and completes.
        await page.reload();
        await page.getByRole('tab', { name: text('work.tab_agreed'), exact: true }).click();
        await page.getByText('Ana Mercado López').first().waitFor();
        await look(browser, 'a signature');
        await page.goto(campaignPage);
        await page.getByText(like('writing.of_slots', { confirmed: '1', slots: '1' })).first().waitFor();
        for (const move of ['writing.close', 'writing.complete']) {
          await brand.button(move).click();
          await brand.dialog(move).getByRole('button', { name: text(move) }).click();
          await brand.dialog(move).waitFor({ state: 'hidden' });
        }
        await brand.said('campaigns.state_completed').first().waitFor();
        await look(browser, 'completed');

        // What is over takes no more applications.
        await beto.page.goto(`${avenue.url}/campaigns/${campaign}`);
        await asBeto.said('campaigns.you_applied').waitFor();
        await look(beto, 'a campaign that is over');
        for (const other of [ana, beto]) assert.deepEqual(other.problems(), [], 'the other browsers reported no problem');
      } finally {
        await Promise.all([ana.close(), beto.close()]);
      }
    },
    { locale },
  );

  journey(
    `a campaign is written, copied, put away and called off (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const brand = (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true });
      const title = `Tereré ${language} ${size}`;
      const email = `terere-${language}-${size}@example.org`;
      const owner = { email, password: newPassword() };
      await call(avenue, 'POST', '/api/identity/register', {
        ...owner,
        first_name: 'Rosa',
        last_name: '',
        role: 'brand',
        locale: language,
      });
      const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', owner);
      const { id } = await call(avenue, 'POST', '/api/brands', { company: `Tereré ${size}` }, access_token);
      const made = await call(avenue, 'POST', '/api/campaigns', campaignOf(id, title), access_token);
      await call(avenue, 'POST', `/api/campaigns/${made.id}/publish`, undefined, access_token);
      await signIn(browser, avenue, owner);

      // A copy is a draft of its own; it is put away and taken out again.
      const menu = () =>
        page.getByRole('main').getByRole('button', { name: text('writing.more'), exact: true }).click();
      await page.goto(`${avenue.url}/brand/${id}/campaigns/${made.id}`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await menu();
      assert.deepEqual(await violations(page), [], 'axe on the menu');
      await brand('writing.duplicate').click();
      await page.waitForURL(/\/edit$/);
      await page.getByLabel(text('writing.title_label'), { exact: true }).fill(`${title} II`);
      await brand('writing.save').first().click();
      await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
      await page.getByRole('heading', { level: 1, name: `${title} II` }).waitFor();
      await menu();
      await brand('writing.archive').click();
      await page.getByText(text('writing.was_archived'), { exact: true }).waitFor();
      await brand('common.undo').click();
      await page.getByText(text('writing.was_restored'), { exact: true }).waitFor();

      // Calling off asks for a reason and the name.
      await page.goto(`${avenue.url}/brand/${id}/campaigns/${made.id}`);
      await menu();
      await brand('writing.cancel').click();
      const cancelling = page.getByRole('dialog', { name: text('writing.cancel'), exact: true });
      await cancelling.getByLabel(text('writing.cancel_reason'), { exact: true }).fill('No llegó la yerba.');
      await cancelling.getByRole('button', { name: text('writing.cancel') }).click();
      await cancelling.getByText(pattern('common.type_name_wrong', { name: title }, language)).first().waitFor();
      assert.deepEqual(await violations(page), [], 'axe on the cancellation');
      await cancelling.getByLabel(pattern('common.type_name', { name: title }, language)).fill(title);
      await cancelling.getByRole('button', { name: text('writing.cancel') }).click();
      await page.getByText('No llegó la yerba.').first().waitFor();
      await page.goto(`${avenue.url}/brand/${id}/campaigns?state=cancelled`);
      await page.getByRole('link', { name: new RegExp(title) }).waitFor();
      assert.deepEqual(await violations(page), [], 'axe on the list');
    },
    { locale },
  );
}
