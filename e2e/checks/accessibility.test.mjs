// Every page by axe, in both themes, on a phone and on a desktop, with a picture of each to look at.

import assert from 'node:assert/strict';
import test from 'node:test';

import { violations } from '../support/axe.mjs';
import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile } from '../support/journey.mjs';
import { marketplace } from '../support/marketplace.mjs';
import { PAGES, pathOf, settle } from '../support/pages.mjs';
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
  const staff = await admin(avenue());
  const { owner, shown, there } = await marketplace(avenue(), staff);
  const people = { nobody: null, customer: await register(avenue()), creator: shown, brand: owner, admin: staff };
  const sizes = /** @type {const} */ (['desktop', 'phone']);
  await Promise.all(sizes.map((size) => context.test(size, (context) => allPages(context, people, there, size))));
});

/**
 * @param {import('node:test').TestContext} context
 * @param {Record<import('../support/pages.mjs').Who, import('../support/people.mjs').Person | null>} people
 * @param {import('../support/marketplace.mjs').There} there
 * @param {import('../support/browser.mjs').Size} size
 */
async function allPages(context, people, there, size) {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    for (const who of /** @type {const} */ (['nobody', 'customer', 'creator', 'brand', 'admin'])) {
      const browser = await openBrowser({ size, theme });
      const person = people[who];
      if (person) await signIn(browser, avenue(), person);
      for (const page of PAGES.filter((page) => page.who === who)) {
        await context.test(`${page.name} (${size}, ${theme})`, async () => {
          await settle(browser.page, avenue().url + pathOf(page, there));
          await browser.screenshot(`page-${size}-${theme}-${page.name}`.replace(/\W+/g, '-'));
          assert.deepEqual(await violations(browser.page), []);
          const closed = browser.page.locator('dialog:not([open])');
          const seen = await closed.evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML));
          assert.deepEqual(seen, [], 'a dialog that is closed covers nothing');
        });
      }
      await browser.close();
    }
  }
}
