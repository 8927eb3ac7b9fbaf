// What a first visit loads, measured on the wire: every byte until the page has settled.

import assert from 'node:assert/strict';
import test from 'node:test';

import { openBrowser } from '../support/browser.mjs';
import { avenueForThisFile } from '../support/journey.mjs';
import { marketplace } from '../support/marketplace.mjs';
import { PAGES, pathOf, settle } from '../support/pages.mjs';
import { admin, signIn } from '../support/people.mjs';

const PUBLIC_BYTES = 250_000;
// The areas of creators and brands, whose pages of a job hold a frame, the job and what it is about.
const OWN_BYTES = 450_000;
const ADMIN_BYTES = 400_000;

/** @type {Awaited<ReturnType<typeof marketplace>>} */
let market;
/** @type {import('../support/people.mjs').Person} */
let staff;

const avenue = avenueForThisFile({}, async (avenue) => {
  staff = await admin(avenue);
  market = await marketplace(avenue, staff);
});

/**
 * Bytes received for the app's files, headers included, by a browser with an empty cache.
 *
 * @param {import('../support/people.mjs').Person | null} person
 * @param {string} path
 */
async function firstLoad(person, path) {
  const browser = await openBrowser();
  try {
    if (person) await signIn(browser, avenue(), person);
    const session = await browser.context.newCDPSession(browser.page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    await settle(browser.page, avenue().url + path);
    return bytes;
  } finally {
    await browser.close();
  }
}

/**
 * @param {number} bytes
 * @param {number} limit
 */
function accept(bytes, limit) {
  assert.ok(bytes > 10_000, `only ${bytes} bytes: the app did not load`);
  assert.ok(bytes <= limit, `${bytes} bytes are more than ${limit}`);
}

test('control: a load that is too large, or did not happen, is refused', async () => {
  const bytes = await firstLoad(null, '/');
  assert.throws(() => accept(bytes, bytes - 1), /are more than/);
  assert.throws(() => accept(0, PUBLIC_BYTES), /did not load/);
  // The page of the kit shows every component: what it needs more is seen.
  assert.ok((await firstLoad(null, '/kit')) > bytes + 40_000);
});

test('public pages', async (context) => {
  for (const page of PAGES.filter((page) => page.who === 'nobody' && page.name !== 'kit')) {
    await context.test(page.name, async () => {
      const bytes = await firstLoad(null, pathOf(page, market.there));
      console.log(`  ${page.path}: ${bytes} bytes`);
      accept(bytes, PUBLIC_BYTES);
    });
  }
});

test("a creator's own area", async (context) => {
  for (const page of PAGES.filter((page) => page.who === 'creator')) {
    await context.test(page.name, async () => {
      const bytes = await firstLoad(market.shown, pathOf(page, market.there));
      console.log(`  ${page.path}: ${bytes} bytes`);
      accept(bytes, OWN_BYTES);
    });
  }
});

test('workspace of a brand', async (context) => {
  for (const page of PAGES.filter((page) => page.who === 'brand')) {
    await context.test(page.name, async () => {
      const bytes = await firstLoad(market.owner, pathOf(page, market.there));
      console.log(`  ${page.path}: ${bytes} bytes`);
      accept(bytes, OWN_BYTES);
    });
  }
});

test('admin console', async (context) => {
  for (const page of PAGES.filter((page) => page.who === 'admin')) {
    await context.test(page.name, async () => {
      const bytes = await firstLoad(staff, pathOf(page, market.there));
      console.log(`  ${page.path}: ${bytes} bytes`);
      accept(bytes, ADMIN_BYTES);
    });
  }
});
