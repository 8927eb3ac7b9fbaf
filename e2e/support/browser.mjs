// Debian's Chromium, with a new profile each time, watched for everything that should not happen.

import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { required } from './avenue.mjs';

/** What keeps Chromium still: no first run, no updates, no traffic of its own; it may run as root. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @typedef {'phone' | 'desktop'} Size */
/** @typedef {'light' | 'dark'} Theme */

/** @type {Record<Size, import('playwright-core').BrowserContextOptions>} */
export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 } },
};

/**
 * @typedef {object} Browser
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('playwright-core').Page} page
 * @property {() => string[]} problems  console errors, exceptions and CSP violations that were not expected
 * @property {(pattern: RegExp) => void} expect  a console error that belongs to what is tested, a refused sign-in say
 * @property {(name: string) => Promise<string>} screenshot  into `e2e/output/`
 * @property {() => Promise<void>} close
 */

/**
 * @param {{ size?: Size, theme?: Theme, locale?: string, reducedMotion?: boolean }} [options]
 * @returns {Promise<Browser>}
 */
export async function openBrowser({ size = 'desktop', theme = 'light', locale = 'es-PY', reducedMotion = true } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'avenue-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: required('CHROMIUM'),
    headless: true,
    args: FLAGS,
    locale,
    timezoneId: 'America/Asuncion',
    colorScheme: theme,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    acceptDownloads: true,
    ...SIZES[size],
  });
  /** @type {string[]} */
  const seen = [];
  /** @type {RegExp[]} */
  const expected = [];
  await context.exposeBinding('__cspViolation', (_, what) => seen.push(`CSP violation: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // @ts-ignore: given by the binding above
      window.__cspViolation(`${event.violatedDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => seen.push(`exception: ${error.error().message}`));
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
  return {
    context,
    page,
    problems: () => seen.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
    expect: (pattern) => void expected.push(pattern),
    screenshot: async (name) => {
      const folder = new URL('../output/', import.meta.url).pathname;
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path, fullPage: true });
      return path;
    },
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
