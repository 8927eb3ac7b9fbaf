// Two people in one brand: one makes it, says what it is and invites the other, who comes in by the mailed link and
// works there; a package is granted, the brand is handed over, thrown away and brought back.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { mailedLink } from '../support/mail.mjs';
import { admin, call, newPassword, register, signIn } from '../support/people.mjs';
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

for (const [language, locale] of LANGUAGES) {
  const text = (/** @type {string} */ key) => textIn(key, language);
  const like = (/** @type {string} */ key, /** @type {Record<string, string>} */ gaps = {}) =>
    pattern(key, gaps, language);

  journey(
    `two people work in one brand (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const company = `Lurdes ${language} ${size}`;
      const handle = `lurdes-${language}-${size}`;
      const clean = async (/** @type {string} */ where) =>
        assert.deepEqual(await violations(page), [], `axe on ${where}`);
      const field = (/** @type {string} */ key) => page.getByLabel(text(key), { exact: true });
      // The label of a field that may stay empty says so.
      const optional = (/** @type {string} */ key) => page.getByLabel(text(key));
      const instagram = page.getByLabel('Instagram');
      const button = (/** @type {string} */ key) => page.getByRole('button', { name: text(key), exact: true });
      const heading = (/** @type {string} */ key) => page.getByRole('heading', { level: 1, name: text(key) });

      // One makes a brand.
      const owner = await register(avenue, 'brand');
      await signIn(browser, avenue, owner);
      await page.goto(`${avenue.url}/brand`);
      await page.getByText(text('brands.mine_empty'), { exact: true }).waitFor();
      await button('brands.create').click();
      const making = page.getByRole('dialog', { name: text('brands.create') });
      await making.getByLabel(text('brands.company'), { exact: true }).fill(company);
      await clean('the form that makes a brand');
      await making.getByRole('button', { name: text('brands.create') }).click();
      await page.waitForURL(/\/brand\/[0-9a-f-]{36}$/);
      await heading('brands.profile').waitFor();
      const workspace = page.url();
      const brand = workspace.slice(workspace.lastIndexOf('/') + 1);

      // What cannot be right is said where it stands, and nothing that was typed is lost.
      await optional('brands.ruc').fill('80009735-2');
      await optional('brands.description').fill('Ropa de lino.');
      await button('common.save').click();
      await page.getByText(text('brands.ruc_wrong'), { exact: true }).first().waitFor();
      assert.equal(await optional('brands.description').inputValue(), 'Ropa de lino.');
      await clean('a refused profile');
      await optional('brands.ruc').fill('80.009.735-1');
      await optional('brands.contact_phone').fill('0981 123456');
      await instagram.fill('https://www.instagram.com/lurdes.py/');
      await optional('brands.contact_public').check();
      await button('common.save').click();
      await page.getByText(text('brands.saved'), { exact: true }).waitFor();
      assert.equal(await optional('brands.ruc').inputValue(), '80009735-1', 'as it is stored');
      assert.equal(await instagram.inputValue(), 'lurdes.py');
      const conversation = page.getByRole('link', { name: text('brands.whatsapp_open') });
      assert.equal(await conversation.getAttribute('href'), 'https://wa.me/595981123456');

      // A logo.
      const picture = { name: 'logo.png', mimeType: 'image/png', buffer: png('logo') };
      await page.locator('input[type=file]').setInputFiles(picture);
      await page.getByText(text('brands.logo_done'), { exact: true }).waitFor();
      await page.locator('.logo-now img').waitFor();

      // The public page is opened, seen by everybody, and shows no RUC.
      await field('brands.handle').fill(handle);
      await button('brands.page_open').click();
      await page.getByText(text('brands.page_opened'), { exact: true }).waitFor();
      await clean('the profile');
      await page.getByRole('link', { name: text('brands.page_see') }).click();
      await page.waitForURL(`**/b/${handle}`);
      await page.getByRole('heading', { level: 1, name: company }).waitFor();
      await page.getByRole('link', { name: text('brands.whatsapp_open') }).waitFor();
      assert.ok(!(await page.locator('main').innerText()).includes('80009735'), 'the RUC is for members alone');
      await clean('the public page');

      // Going back to what was said before is a change that can be undone.
      await page.goto(`${workspace}/history`);
      await page.getByRole('button', { name: like('revisions.one', { number: '1' }) }).click();
      const revision = page.getByRole('dialog', { name: like('revisions.one', { number: '1' }) });
      await clean('a revision');
      await revision.getByRole('button', { name: text('revisions.revert') }).click();
      await page.getByText(like('brands.reverted', { number: '1' })).waitFor();
      assert.equal((await fetch(`${avenue.url}/api/brands/pages/${handle}`)).status, 404, 'no page, as at first');
      await button('common.undo').click();
      await page.getByText(like('brands.reverted', { number: '3' })).waitFor();
      assert.equal((await fetch(`${avenue.url}/api/brands/pages/${handle}`)).status, 200, 'the page is back');

      // The other is invited.
      const email = `socia-${language}-${size}@example.org`;
      await page.goto(`${workspace}/members`);
      await field('brands.invite_email').fill(email);
      await field('brands.role').selectOption({ label: text('brands.role_admin') });
      await clean('the members');
      await button('brands.invite_send').click();
      await page.getByText(like('brands.invited', { email })).waitFor();
      const link = await mailedLink(avenue, email, '/brand/invitation');

      // The one who invited is not who is invited.
      await page.goto(avenue.url + link);
      await page.getByText(like('brands.invitation_another', { email: owner.email })).waitFor();
      await clean('an invitation of somebody else');

      // The other comes in by the link: registers, comes back, accepts.
      const other = await openBrowser({ size, locale });
      try {
        await other.page.goto(avenue.url + link);
        await other.page.getByRole('heading', { level: 1, name: like('brands.invitation_to', { name: company }) }).waitFor();
        assert.deepEqual(await violations(other.page), [], 'axe on the invitation');
        await other.page.locator('main').getByRole('link', { name: text('common.register') }).click();
        await other.page.getByLabel(text('public.first_name')).fill('Rosa');
        await other.page.getByLabel(text('public.email')).fill(email);
        await other.page.getByLabel(text('public.password'), { exact: true }).fill(newPassword());
        await other.page.locator('form').getByRole('button', { name: text('common.register') }).click();
        await other.page.getByRole('button', { name: text('brands.invitation_accept') }).click();
        await other.page.waitForURL(`**/brand/${brand}`);
        await other.page.getByRole('heading', { level: 1, name: text('brands.profile') }).waitFor();

        // A link is good once.
        other.expect(/4\d\d/);
        await other.page.goto(avenue.url + link);
        await other.page.getByText(text('brands.invitation_gone'), { exact: true }).last().waitFor();
        assert.deepEqual(await violations(other.page), [], 'axe on a used invitation');

        // The staff grants a package; the meter says what it has.
        const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', staff);
        await call(avenue, 'POST', `/api/brands/${brand}/package`, { plan: 'growth', months: 3 }, access_token);
        await other.page.goto(`${workspace}/package`);
        const meter = other.page.getByRole('meter', { name: text('brands.meter') });
        assert.equal(await meter.getAttribute('aria-valuemax'), '15');
        assert.equal(await meter.getAttribute('aria-valuenow'), '0');
        assert.deepEqual(await violations(other.page), [], 'axe on the package');

        // The brand is handed over, by typing its name.
        await page.goto(`${workspace}/settings`);
        await field('brands.hand_over_to').selectOption({ index: 1 });
        await page.locator('form').getByRole('button', { name: text('brands.hand_over') }).click();
        const handing = page.getByRole('dialog', { name: text('brands.hand_over') });
        assert.ok(await handing.getByRole('button', { name: text('brands.hand_over') }).isDisabled());
        await handing.locator('input').fill(company);
        await clean('the hand-over');
        await handing.getByRole('button', { name: text('brands.hand_over') }).click();
        await button('brands.leave').waitFor();
        await clean('the settings of who owns it no longer');

        // Who owns it now throws it away, and brings it back with everybody in it.
        await other.page.goto(`${workspace}/settings`);
        await other.page.getByRole('button', { name: text('brands.trash_put') }).click();
        const throwing = other.page.getByRole('dialog', { name: text('brands.trash_put') });
        await throwing.locator('input').fill(company);
        await throwing.getByRole('button', { name: text('brands.trash_put') }).click();
        await other.page.waitForURL('**/brand');
        await other.page.getByRole('button', { name: text('brands.restore') }).waitFor();
        assert.deepEqual(await violations(other.page), [], 'axe on the trash');
        await page.goto(workspace);
        browser.expect(/404/);
        await page.getByText(text('brands.stranger'), { exact: true }).last().waitFor();
        await clean('a brand that is not there');
        await other.page.getByRole('button', { name: text('brands.restore') }).click();
        await other.page.getByRole('link', { name: new RegExp(company) }).waitFor();
        await page.goto(`${workspace}/members`);
        await page.getByText(email, { exact: true }).waitFor();
        assert.deepEqual(other.problems(), [], 'the other browser reported no problem');
      } finally {
        await other.close();
      }
    },
    { locale },
  );

  journey(
    `the staff finds a brand, grants a package, removes it and brings it back (${language})`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const company = `Ñandutí ${language} ${size}`;
      const owner = await register(avenue, 'brand');
      const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', owner);
      const { id } = await call(avenue, 'POST', '/api/brands', { company }, access_token);
      const clean = async (/** @type {string} */ where) =>
        assert.deepEqual(await violations(page), [], `axe on ${where}`);
      const dialog = (/** @type {string | RegExp} */ name) => page.getByRole('dialog', { name });

      await signIn(browser, avenue, staff);
      await page.goto(`${avenue.url}/admin/brands`);
      await page.getByLabel(text('brands.search')).fill(`nanduti ${language} ${size}`);
      await page.getByLabel(text('brands.search')).press('Enter');
      await page.waitForURL(/search=nanduti/);
      await page.getByRole('link', { name: new RegExp(company) }).click();
      await page.waitForURL(`**/admin/brands/${id}`);
      await page.getByRole('heading', { level: 1, name: company }).waitFor();

      await page.getByRole('button', { name: text('brands.grant') }).click();
      const granting = dialog(text('brands.grant'));
      await granting.getByLabel(text('brands.plan'), { exact: true }).selectOption('pro');
      await granting.getByLabel(text('brands.months_count'), { exact: true }).fill('99');
      await granting.getByRole('button', { name: text('brands.grant') }).click();
      await granting.getByText(text('brands.months_wrong'), { exact: true }).first().waitFor();
      await clean('a refused package');
      await granting.getByLabel(text('brands.months_count'), { exact: true }).fill('2');
      await granting.getByRole('button', { name: text('brands.grant') }).click();
      await page.getByRole('meter', { name: text('brands.meter') }).waitFor();
      await page.getByRole('button', { name: text('brands.prolong') }).click();
      await dialog(text('brands.prolong')).getByRole('button', { name: text('brands.prolong') }).click();
      await page.getByText(text('brands.prolonged'), { exact: true }).waitFor();
      await clean('a brand with a package');
      await page.getByRole('button', { name: text('brands.end') }).click();
      const ending = dialog(text('brands.end'));
      await ending.locator('input').fill(company);
      await ending.getByRole('button', { name: text('brands.end') }).click();
      await page.getByText(text('brands.ended'), { exact: true }).waitFor();

      await page.getByRole('button', { name: text('brands.trash_put') }).click();
      const throwing = dialog(like('brands.trash_title', { name: company }));
      await throwing.getByLabel(text('brands.reason'), { exact: true }).fill('Marca de prueba');
      await clean('the reason');
      await throwing.getByRole('button', { name: text('brands.trash_put') }).click();
      await page.getByRole('button', { name: text('brands.restore') }).click();
      await page.getByText(like('brands.restored', { name: company })).waitFor();
      await page.getByRole('button', { name: text('brands.trash_put') }).waitFor();
      await clean('a brand that came back');
    },
    { locale },
  );
}
