// Every page by axe, in both themes, on a phone and on a desktop.

import assert from 'node:assert/strict';
import test from 'node:test';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile } from '../support/journey.mjs';
import { PAGES, settle } from '../support/pages.mjs';
import { admin, register, signIn } from '../support/people.mjs';

const avenue = avenueForThisFile();

test('control: axe finds what is wrong', async () => {
  const browser = await openBrowser();
  await browser.page.setContent('<main><h1>x</h1><img src="data:,"><input></main>');
  const found = (await violations(browser.page)).join();
  await browser.close();
  assert.match(found, /image-alt/);
  assert.match(found, /label/);
});

test('pages', { concurrency: true }, async (context) => {
  const people = { nobody: null, customer: await register(avenue()), admin: await admin(avenue()) };
  const sizes = /** @type {const} */ (['desktop', 'phone']);
  await Promise.all(sizes.map((size) => context.test(size, (context) => allPages(context, people, size))));
});

/**
 * @param {import('node:test').TestContext} context
 * @param {Record<'nobody' | 'customer' | 'admin', import('../support/people.mjs').Person | null>} people
 * @param {import('../support/browser.mjs').Size} size
 */
async function allPages(context, people, size) {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    for (const who of /** @type {const} */ (['nobody', 'customer', 'admin'])) {
      const browser = await openBrowser({ size, theme });
      const person = people[who];
      if (person) await signIn(browser, avenue(), person);
      for (const page of PAGES.filter((page) => page.who === who)) {
        await context.test(`${page.name} (${size}, ${theme})`, async () => {
          await settle(browser.page, avenue().url + page.path);
          assert.deepEqual(await violations(browser.page), []);
        });
      }
      await browser.close();
    }
  }
}
