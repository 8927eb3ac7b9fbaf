// Lighthouse 12 as it runs by default: a mid-range phone on a slow network.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import lighthouse from 'lighthouse';
import * as launcher from 'chrome-launcher';

import { required } from '../support/avenue.mjs';
import { FLAGS } from '../support/browser.mjs';
import { avenueForThisFile } from '../support/journey.mjs';

/** Speed is measured on a machine that does other things too: the median of up to so many runs counts. */
const RUNS = 3;
/** The browser kept no recording of the page's start: such a run says nothing about the page, good or bad. */
const UNRECORDED = ['NO_NAVSTART', 'NO_TRACING_STARTED'];
const LEAST = { performance: 90, accessibility: 100, 'best-practices': 100 };

const avenue = avenueForThisFile();

/**
 * One run, or none where the browser lost the recording.
 *
 * @param {string} url
 */
async function scores(url) {
  const profile = await mkdtemp(join(tmpdir(), 'avenue-lighthouse-'));
  const chrome = await launcher.launch({
    chromePath: required('CHROMIUM'),
    chromeFlags: ['--headless', ...FLAGS],
    userDataDir: profile,
  });
  try {
    const result = await lighthouse(url, {
      port: chrome.port,
      logLevel: 'error',
      onlyCategories: Object.keys(LEAST),
    });
    const trouble = result?.lhr.runtimeError;
    if (trouble && UNRECORDED.includes(trouble.code)) {
      console.log(`  ${url}: not measured, ${trouble.code}`);
      return undefined;
    }
    assert.ok(result && !trouble, `Lighthouse did not finish: ${trouble?.message}`);
    /** @type {Record<string, number>} */
    const found = {};
    /** @type {string[]} */
    const lost = [];
    for (const [name, category] of Object.entries(result.lhr.categories)) {
      found[name] = Math.round((category.score ?? 0) * 100);
      for (const { id } of category.auditRefs) {
        const audit = result.lhr.audits[id];
        if (name !== 'performance' && audit.score !== null && audit.score < 1) lost.push(`${id}: ${audit.title}`);
      }
    }
    return { found, lost };
  } finally {
    chrome.kill();
    await rm(profile, { recursive: true, force: true });
  }
}

for (const path of ['/', '/sign-in']) {
  test(path, async () => {
    /** @type {number[]} */
    const speeds = [];
    for (let run = 0; run < RUNS; run += 1) {
      const measured = await scores(avenue().url + path);
      if (!measured) continue;
      const { found, lost } = measured;
      console.log(`  ${path}: ${JSON.stringify(found)}`);
      for (const name of /** @type {const} */ (['accessibility', 'best-practices'])) {
        assert.ok(found[name] >= LEAST[name], `${name} ${found[name]}: ${lost.join('; ')}`);
      }
      speeds.push(found.performance);
      if (speeds.length === 1 && found.performance >= LEAST.performance) break;
    }
    assert.ok(speeds.length > 0, `none of ${RUNS} runs was recorded`);
    const median = speeds.sort((a, b) => a - b)[Math.floor(speeds.length / 2)];
    assert.ok(median >= LEAST.performance, `performance ${speeds.join(', ')}: the median is below ${LEAST.performance}`);
  });
}
