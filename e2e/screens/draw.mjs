// Draws screenshots of statistics pages of Instagram, TikTok and YouTube with a real browser, and tells the figures that
// are written on them: two languages, light and dark, three phones, as high as the screen or as long as the page, saved
// as they were taken or through apps that make them smaller, noisier and coarser.
//
//   CHROMIUM=/usr/bin/chromium node e2e/screens/draw.mjs --folder /tmp/screens [--seed 7] [--only 0,5,17]
//
// The same seed draws the same pages. Beside the pictures stands `manifest.json`: for each picture its file and size,
// and for each figure its kind, value, text and place in pixels. A third of the pictures is held out: who makes the
// reader better looks at the others only. The pictures of the tests are in `fixtures/screens`, drawn with the seed
// that their manifest names.

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { required } from '../support/avenue.mjs';
import { FLAGS } from '../support/browser.mjs';
import { makeFigures, makeWriting } from './figures.mjs';
import { instagramList, instagramRings, instagramTiles } from './instagram.mjs';
import { makeRandom } from './random.mjs';
import { spoil } from './spoil.mjs';
import { tiktokAudience, tiktokCards, tiktokList } from './tiktok.mjs';
import { youtubeCards, youtubeList, youtubeTabs } from './youtube.mjs';

/** @typedef {'es' | 'en'} Language */
/** @typedef {'light' | 'dark'} Theme */
/** @typedef {'small' | 'apple' | 'pixel'} Size */

/**
 * @typedef {object} Case
 * @property {string} network
 * @property {string} layout
 * @property {(page: import('./page.mjs').PageOf) => string} page
 * @property {Language} language
 * @property {Theme} theme
 * @property {Size} size
 * @property {boolean} long  whether the whole page is shown, and not just a screen of it
 * @property {import('./spoil.mjs').Spoiling} spoiling
 */

/** @type {Record<Size, { viewport: { width: number, height: number }, deviceScaleFactor: number }>} */
const SIZES = {
  small: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  apple: { viewport: { width: 393, height: 852 }, deviceScaleFactor: 3 },
  pixel: { viewport: { width: 412, height: 915 }, deviceScaleFactor: 2.625 },
};

const WHOLE = 100_000;
/** How a picture reaches us: as it was taken, or through an app that saves it anew. @type {import('./spoil.mjs').Spoiling[]} */
const SPOILINGS = [
  { type: 'image/png', quality: 1, noise: 0, blur: 0, longest: WHOLE },
  { type: 'image/jpeg', quality: 0.8, noise: 0, blur: 0, longest: WHOLE },
  // As WhatsApp and its like send it on.
  { type: 'image/jpeg', quality: 0.75, noise: 0, blur: 0, longest: 1600 },
  { type: 'image/jpeg', quality: 0.55, noise: 4, blur: 0, longest: WHOLE },
  { type: 'image/jpeg', quality: 0.7, noise: 3, blur: 0.8, longest: 2000 },
  { type: 'image/webp', quality: 0.7, noise: 2, blur: 0, longest: WHOLE },
  { type: 'image/jpeg', quality: 0.6, noise: 2, blur: 0, longest: 1600 },
];

const PAGES = [
  { network: 'instagram', layout: 'list', page: instagramList },
  { network: 'instagram', layout: 'tiles', page: instagramTiles },
  { network: 'instagram', layout: 'rings', page: instagramRings },
  { network: 'tiktok', layout: 'cards', page: tiktokCards },
  { network: 'tiktok', layout: 'list', page: tiktokList },
  { network: 'tiktok', layout: 'audience', page: tiktokAudience },
  { network: 'youtube', layout: 'cards', page: youtubeCards },
  { network: 'youtube', layout: 'list', page: youtubeList },
  { network: 'youtube', layout: 'tabs', page: youtubeTabs },
];

/** @returns {Case[]} */
function allCases() {
  const sizes = /** @type {Size[]} */ (Object.keys(SIZES));
  /** @type {Case[]} */
  const cases = [];
  let number = 0;
  for (const page of PAGES) {
    for (const language of /** @type {Language[]} */ (['es', 'en'])) {
      for (const theme of /** @type {Theme[]} */ (['light', 'dark'])) {
        // One or two of the three phones each; which, and what becomes of the picture, moves on from page to page.
        for (const step of number % 2 === 0 ? [0, 1] : [0]) {
          const size = sizes[(number + step) % sizes.length] ?? 'apple';
          const spoiling = SPOILINGS[cases.length % SPOILINGS.length];
          if (!spoiling) throw new Error('there is no such spoiling');
          cases.push({ ...page, language, theme, size, long: cases.length % 5 === 3, spoiling });
        }
        number += 1;
      }
    }
  }
  return cases;
}

/** The numbers of the pictures that are held out: a third. @param {number} seed @param {number} many */
function heldOut(seed, many) {
  const random = makeRandom(seed * 1000 + 999);
  const left = Array.from({ length: many }, (_, number) => number);
  return new Set(Array.from({ length: Math.floor(many / 3) }, () => left.splice(random.whole(0, left.length - 1), 1)[0]));
}

/**
 * The figures that are marked on a page, with their places in pixels of the screenshot, and how much of each is seen:
 * `whole` with its label, `partly`, or nothing.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} scale
 * @param {boolean} long
 */
async function marked(page, scale, long) {
  return page.evaluate(
    ({ scale, long }) => {
      const top = long ? 0 : (document.querySelector('header')?.getBoundingClientRect().bottom ?? 0);
      const bottom = long ? Infinity : (document.querySelector('footer')?.getBoundingClientRect().top ?? window.innerHeight);
      return [...document.querySelectorAll('[data-kind]')].map((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const box = range.getBoundingClientRect();
        const part = element.closest('[data-part]')?.getBoundingClientRect() ?? box;
        const seen = part.top >= top && part.bottom <= bottom ? 'whole' : part.bottom <= top || part.top >= bottom ? 'no' : 'partly';
        return {
          kind: element.getAttribute('data-kind') ?? '',
          seen,
          place: { x: box.left * scale, y: box.top * scale, width: box.width * scale, height: box.height * scale },
        };
      });
    },
    { scale, long },
  );
}

/** @param {{ x: number, y: number, width: number, height: number }} place @param {number} factor */
function smaller(place, factor) {
  const whole = (/** @type {number} */ length) => Math.max(0, Math.round(length * factor));
  return { x: whole(place.x), y: whole(place.y), width: whole(place.width), height: whole(place.height) };
}

/** @param {import('playwright-core').Browser} browser @param {Case} one @param {number} seed */
async function drawn(browser, one, seed) {
  const random = makeRandom(seed);
  const writing = makeWriting(random, one.network, one.language);
  const figures = makeFigures(random, one.network, writing);
  const html = one.page({ figures, writing, random, language: one.language, theme: one.theme, size: one.size });
  const context = await browser.newContext({ ...SIZES[one.size], colorScheme: one.theme, locale: one.language });
  try {
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    if (one.long) {
      // What stays on a screen is where it belongs on a long picture.
      await page.addStyleTag({ content: 'header, footer { position: static !important; }' });
    } else {
      const part = random.next();
      await page.evaluate((part) => window.scrollTo(0, Math.round((document.body.scrollHeight - window.innerHeight) * part)), part);
    }
    const shown = await marked(page, SIZES[one.size].deviceScaleFactor, one.long);
    const taken = await page.screenshot({ fullPage: one.long, animations: 'disabled' });
    const picture = await spoil(page, taken, one.spoiling, seed);
    const asked = shown.filter(({ seen }) => seen === 'whole').map(({ kind, place }) => {
      const figure = figures[kind];
      if (!figure) throw new Error(`a figure of the kind ${kind} is shown, which was not made`);
      return { kind, text: figure.text, value: figure.value, place: smaller(place, picture.factor) };
    });
    return { picture, asked, partly: shown.filter(({ seen }) => seen === 'partly').map(({ kind }) => kind) };
  } finally {
    await context.close();
  }
}

const { values: args } = parseArgs({
  options: { folder: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
if (!args.folder) throw new Error('--folder is missing: where the pictures are to be written');
const folder = resolve(args.folder);
const seed = Number(args.seed ?? '1');
if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`--seed must be a whole number, not ${args.seed}`);
const cases = allCases();
const held = heldOut(seed, cases.length);
const wanted = args.only === undefined ? cases.map((_, number) => number) : args.only.split(',').map(Number);
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: required('CHROMIUM'), headless: true, args: FLAGS });
const pictures = [];
try {
  for (const number of wanted) {
    const one = cases[number];
    if (!one) throw new Error(`--only names ${number}; there are ${cases.length} pictures, from 0`);
    const { picture, asked, partly } = await drawn(browser, one, seed * 1000 + number);
    const extension = one.spoiling.type.replace('image/', '').replace('jpeg', 'jpg');
    const parts = [String(number).padStart(2, '0'), one.network, one.layout, one.language, one.theme, one.size];
    const file = `${parts.join('-')}.${extension}`;
    await writeFile(join(folder, file), picture.bytes);
    pictures.push({
      file,
      network: one.network,
      held_out: held.has(number),
      width: picture.width,
      height: picture.height,
      figures: asked,
      partly,
    });
  }
} finally {
  await browser.close();
}
await writeFile(join(folder, 'manifest.json'), `${JSON.stringify({ seed, pictures }, null, 1)}\n`);
console.log(`${pictures.length} of ${cases.length} pictures in ${folder}`);
