// A journey: one thing that somebody does, on a phone and on a desktop, with nothing wrong along the way.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';

import { startAvenue } from './avenue.mjs';
import { openBrowser } from './browser.mjs';

/**
 * Starts one server for all tests of a file.
 *
 * @param {Record<string, string>} [settings]
 * @param {(avenue: import('./avenue.mjs').Avenue) => Promise<void>} [prepare]  what all its tests need
 * @returns {() => import('./avenue.mjs').Avenue}
 */
export function avenueForThisFile(settings, prepare) {
  /** @type {import('./avenue.mjs').Avenue | undefined} */
  let avenue;
  before(async () => {
    avenue = await startAvenue(settings);
    await prepare?.(avenue);
  });
  after(async () => {
    if (avenue) assert.equal(await avenue.stop(), 0, 'avenue ends cleanly when it is interrupted');
  });
  return () => {
    assert.ok(avenue, 'avenue runs');
    return avenue;
  };
}

/**
 * @param {string} name
 * @param {() => import('./avenue.mjs').Avenue} avenue
 * @param {(journey: { avenue: import('./avenue.mjs').Avenue, browser: import('./browser.mjs').Browser,
 *   page: import('playwright-core').Page, size: import('./browser.mjs').Size }) => Promise<void>} body
 * @param {{ sizes?: import('./browser.mjs').Size[], theme?: import('./browser.mjs').Theme, locale?: string }} [options]
 */
export function journey(name, avenue, body, { sizes = ['desktop', 'phone'], ...look } = {}) {
  for (const size of sizes) {
    test(`${name} (${size})`, async () => {
      const browser = await openBrowser({ size, ...look });
      try {
        await body({ avenue: avenue(), browser, page: browser.page, size });
        assert.deepEqual(browser.problems(), [], 'the browser reported no problem');
      } catch (error) {
        const shot = await browser.screenshot(`${name} ${size}`.replace(/\W+/g, '-')).catch(() => 'none');
        console.error(`at ${browser.page.url()}, screenshot: ${shot}, problems: ${browser.problems().join('; ')}`);
        throw error;
      } finally {
        await browser.close();
      }
    });
  }
}
