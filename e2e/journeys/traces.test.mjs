// What the public pages leave in a browser: nothing, but what its person chose.

import assert from 'node:assert/strict';
import test from 'node:test';

import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile } from '../support/journey.mjs';
import { marketplace } from '../support/marketplace.mjs';
import { PAGES, pathOf, settle } from '../support/pages.mjs';
import { admin, register } from '../support/people.mjs';
import { text } from '../support/words.mjs';

/** @type {Awaited<ReturnType<typeof marketplace>>} */
let market;
const avenue = avenueForThisFile({}, async (avenue) => {
  market = await marketplace(avenue, await admin(avenue));
});

/**
 * Everything that a site can leave in a browser, by its names.
 *
 * @param {import('../support/browser.mjs').Browser} browser
 */
async function traces({ context, page }) {
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const workers = await navigator.serviceWorker.getRegistrations();
    return {
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage).sort(),
      databases: databases.map((database) => database.name),
      caches: 'caches' in window ? await caches.keys() : [],
      workers: workers.map((worker) => worker.scope),
      readable: document.cookie,
    };
  });
  return { cookies: (await context.cookies()).map((cookie) => cookie.name).sort(), ...stored };
}

const NOTHING = { cookies: [], local: [], session: [], databases: [], caches: [], workers: [], readable: '' };

test('who only looks is left nothing, and nobody else is asked for anything', async (context) => {
  const browser = await openBrowser();
  try {
    /** @type {Set<string>} */
    const asked = new Set();
    browser.page.on('request', (request) => asked.add(new URL(request.url()).origin));
    for (const page of PAGES.filter((page) => page.who === 'nobody')) {
      await context.test(page.name, async () => {
        await settle(browser.page, avenue().url + pathOf(page, market.there));
        assert.deepEqual(await traces(browser), NOTHING);
      });
    }
    const origins = [...asked].filter((origin) => origin !== 'null');
    assert.deepEqual(origins, [new URL(avenue().url).origin], 'no other site takes part');
  } finally {
    await browser.close();
  }
});

test('control: what somebody chooses is kept, and whoever signs in has the cookies that it takes', async () => {
  const browser = await openBrowser();
  const { page } = browser;
  try {
    await settle(page, `${avenue().url}/`);
    await page.getByRole('button', { name: text('common.theme') }).click();
    await page.getByRole('button', { name: text('common.theme_dark') }).click();
    await page.getByRole('button', { name: text('common.language') }).click();
    await page.getByRole('button', { name: 'English', exact: true }).click();
    assert.deepEqual(await traces(browser), { ...NOTHING, local: ['avenue.language', 'avenue.theme'] });

    const person = await register(avenue());
    await settle(page, `${avenue().url}/sign-in`);
    await page.getByLabel(text('public.email', 'en'), { exact: true }).fill(person.email);
    await page.getByLabel(text('public.password', 'en'), { exact: true }).fill(person.password);
    await page.getByRole('main').getByRole('button', { name: text('common.sign_in', 'en'), exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const after = await traces(browser);
    assert.deepEqual(after.cookies, ['avenue_device', 'avenue_refresh']);
    assert.ok(after.local.includes('avenue.signed_in'), `${after.local}`);
    assert.equal(after.readable, '', 'no script reads them');
  } finally {
    await browser.close();
  }
});
