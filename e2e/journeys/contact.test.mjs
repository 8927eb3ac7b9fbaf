// Somebody without an account finds the contact page from the landing page and writes; the staff is told, and answers by mail.
// What is wrong is said in the form. The legal texts say who runs the platform.

import assert from 'node:assert/strict';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { admin, signIn } from '../support/people.mjs';
import { pattern, text } from '../support/words.mjs';

/** @type {import('../support/people.mjs').Person} */
let staff;
const OPERATOR = 'Avenida Contenidos S.A.';
const settings = { AVENUE_OPERATOR: OPERATOR, AVENUE_OPERATOR_EMAIL: 'datos@avenue.example' };
const avenue = avenueForThisFile(settings, async (avenue) => {
  staff = await admin(avenue);
});

const LANGUAGES = /** @type {const} */ ([
  { language: 'es', locale: 'es-PY' },
  { language: 'en', locale: 'en-US' },
]);

for (const { language, locale } of LANGUAGES) {
  const say = (/** @type {string} */ key) => text(key, language);

  journey(
    `somebody writes to the staff in ${language}`,
    avenue,
    async ({ avenue, browser, page, size }) => {
      const clean = async (/** @type {string} */ where) => assert.deepEqual(await violations(page), [], `axe on ${where}`);
      const subject = `Un paquete ${language} ${size}`;
      await page.goto(avenue.url);
      const question = page.getByText(say('landing.q_rights'), { exact: true });
      await question.waitFor();
      await question.scrollIntoViewIfNeeded();
      await page.getByRole('heading', { level: 2, name: say('landing.open') }).waitFor();
      await page.getByText(say('landing.open_empty'), { exact: true }).waitFor();
      await page.getByText(say('landing.people_empty'), { exact: true }).waitFor();
      await question.click();
      await page.getByText(say('landing.a_rights'), { exact: true }).waitFor();
      await clean('the landing page');
      await page.getByRole('link', { name: say('landing.end_contact'), exact: true }).click();
      await page.waitForURL('**/contact');

      await page.getByText(OPERATOR).waitFor();
      const send = page.getByRole('button', { name: say('contact.send') });
      await page.getByLabel(say('contact.email'), { exact: true }).fill('lurdes');
      await send.click();
      await page.getByText(say('contact.email_wrong')).first().waitFor();
      await page.getByText(say('contact.words_wrong')).first().waitFor();
      await clean('the form with errors');
      await page.getByLabel(say('contact.name'), { exact: true }).fill('Lurdes Giménez');
      await page.getByLabel(say('contact.email'), { exact: true }).fill('lurdes@example.org');
      await page.getByLabel(say('contact.subject'), { exact: true }).fill(subject);
      await page.getByLabel(say('contact.words'), { exact: true }).fill('¿Qué paquete conviene para dos campañas por mes?');
      // No person is faster than three seconds.
      await page.waitForTimeout(3_000);
      await send.click();
      await page.getByText(say('contact.sent'), { exact: true }).waitFor();
      await clean('the receipt');

      await page.getByRole('contentinfo').getByRole('link', { name: say('public.privacy'), exact: true }).click();
      await page.getByRole('heading', { level: 1, name: say('legal.privacy') }).waitFor();
      await page.getByText(OPERATOR).first().waitFor();
      await clean('a legal text');

      const office = await openBrowser({ size, locale });
      try {
        await signIn(office, avenue, staff);
        await office.page.goto(`${avenue.url}/admin/contact`);
        await office.page.getByText(subject, { exact: true }).first().click();
        await office.page.getByRole('heading', { level: 1, name: subject }).waitFor();
        await office.page.getByLabel(say('contact.answer_words'), { exact: true }).fill('Growth alcanza.\nSaludos.');
        await office.page.getByRole('button', { name: say('contact.answer_send') }).click();
        await office.page.getByText(pattern('contact.was_answered', {}, language)).waitFor();
        assert.deepEqual(await violations(office.page), [], 'axe on a message that is answered');
        assert.deepEqual(office.problems(), []);
      } finally {
        await office.close();
      }
      assert.deepEqual(browser.problems(), []);
    },
    { locale },
  );
}
