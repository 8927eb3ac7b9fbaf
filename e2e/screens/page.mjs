// What all pages share: the document, the phone's bars at its top and bottom, charts, icons.

import { writtenPercent } from './figures.mjs';

/**
 * What a page is drawn of.
 *
 * @typedef {object} PageOf
 * @property {Record<string, import('./figures.mjs').Figure>} figures
 * @property {import('./figures.mjs').Writing} writing
 * @property {import('./random.mjs').Random} random
 * @property {import('./draw.mjs').Language} language
 * @property {import('./draw.mjs').Theme} theme
 * @property {import('./draw.mjs').Size} size
 */

/** @typedef {{ ground: string, card: string, text: string, quiet: string, line: string, accent: string }} Colours */

/**
 * The words of a page: what has several ways is told in one of them, as versions and countries differ.
 *
 * @typedef {Record<string, string | string[]>} Words
 */

/** @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * A word of a page, in one of its ways.
 *
 * @param {PageOf} page
 * @param {Record<import('./draw.mjs').Language, Words>} words
 * @param {string} name
 */
export function word(page, words, name) {
  const said = words[page.language][name];
  if (said === undefined) throw new Error(`there is no word for ${name} in ${page.language}`);
  return escaped(typeof said === 'string' ? said : page.random.one(said));
}

/**
 * A figure that is to be read: once on each page.
 *
 * @param {PageOf} page
 * @param {string} kind
 */
export function figure(page, kind) {
  return `<span data-kind="${kind}">${shown(page, kind)}</span>`;
}

/**
 * The same figure where it stands without a label, or once more.
 *
 * @param {PageOf} page
 * @param {string} kind
 */
export function shown(page, kind) {
  const made = page.figures[kind];
  if (!made) throw new Error(`no figure was made of the kind ${kind}`);
  return escaped(made.text);
}

/** Some percentage that is nobody's figure. @param {PageOf} page @param {number} [tenths] */
export function share(page, tenths = page.random.whole(11, 989)) {
  return writtenPercent(tenths, page.writing).text;
}

/**
 * @param {PageOf} page
 * @param {Colours} colours
 * @param {string} style
 * @param {{ head: string, body: string, foot?: string }} parts  the head and the foot stay while the body is scrolled
 */
export function documentOf(page, colours, style, { head, body, foot = '' }) {
  const isApple = page.random.next() < 0.5;
  // Inter stands for Apple's letters, Liberation Sans for Helvetica.
  const font = isApple ? page.random.one(['Inter', 'Inter', '"Liberation Sans"']) : 'Roboto';
  const size = page.random.one([13.5, 14, 14, 15]);
  return `<!doctype html><html lang="${page.language}"><head><meta charset="utf-8"><style>
    * { box-sizing: border-box; margin: 0; }
    html { scrollbar-width: none; }
    body { background: ${colours.ground}; color: ${colours.text}; font: ${size}px/1.35 ${font}, "DejaVu Sans", sans-serif; }
    header { position: sticky; top: 0; background: ${colours.ground}; z-index: 1; }
    footer { position: sticky; bottom: 0; background: ${colours.ground}; z-index: 1; }
    .bar { display: flex; justify-content: space-between; align-items: center; padding: 12px 26px 6px; font-weight: 600; font-size: 15px; }
    .title { display: flex; align-items: center; gap: 16px; padding: 10px 16px; font-size: 17px; font-weight: 700; }
    .title > svg:last-child { margin-left: auto; }
    .quiet { color: ${colours.quiet}; }
    .icon { display: inline-block; vertical-align: middle; fill: none; stroke: currentColor; stroke-width: 2; flex: none; }
    h2 { font-size: 16px; padding: 18px 16px 8px; }
    .home { height: ${isApple ? 26 : 34}px; display: flex; justify-content: space-around; align-items: center; }
    .home i { display: block; ${isApple ? `width: 134px; height: 5px; border-radius: 3px; background: ${colours.text};` : `width: 14px; height: 14px; border: 2px solid ${colours.quiet}; border-radius: 3px;`} }
    ${style}
  </style></head><body><header>${statusBar(page, isApple)}${head}</header><main>${body}</main>
  <footer>${foot}<div class="home">${isApple ? '<i></i>' : '<i></i><i></i><i></i>'}</div></footer></body></html>`;
}

/** @param {PageOf} page @param {boolean} isApple */
function statusBar(page, isApple) {
  const clock = `${page.random.whole(7, 12)}:${String(page.random.whole(0, 59)).padStart(2, '0')}`;
  const battery = page.random.whole(11, 99);
  if (isApple) {
    return `<div class="bar"><span>${clock}</span><span style="display:flex;gap:5px;align-items:center">${icon('signal', 17)}${icon('wifi', 17)}
      <span style="border-radius:4px;background:currentColor;padding:0 4px;font-size:11px;line-height:14px"><span style="filter:invert(1)">${battery}</span></span></span></div>`;
  }
  return `<div class="bar" style="font-size:13px;font-weight:500"><span>${clock}</span><span style="display:flex;gap:5px;align-items:center">
    ${page.random.one(['4G', '5G', 'LTE'])} ${icon('signal', 15)}${battery}%</span></div>`;
}

/** @type {Record<string, string>} */
const PATHS = {
  back: 'M15 4 7 12l8 8',
  heart: 'M12 20 4 12a5 5 0 0 1 8-6 5 5 0 0 1 8 6z',
  bubble: 'M21 12a9 8 0 1 1-4-7 9 8 0 0 1 4 7zM8 19l-4 2 1-4',
  plane: 'M3 11 21 3l-8 18-3-8z',
  arrow: 'M4 14c2-6 7-8 11-8V2l7 7-7 7v-4c-5 0-8 1-11 6z',
  again: 'M4 9V7h13l-3-3M20 15v2H7l3 3',
  flag: 'M6 3h12v18l-6-5-6 5z',
  play: 'M7 4v16l13-8z',
  info: 'M12 3a9 9 0 1 0 .1 0zM12 11v6M12 7v1',
  right: 'M9 5l7 7-7 7',
  up: 'M12 3a9 9 0 1 0 .1 0zM12 17V8M8 11l4-4 4 4',
  down: 'M12 3a9 9 0 1 0 .1 0zM12 7v9M8 13l4 4 4-4',
  dots: 'M5 12h.1M12 12h.1M19 12h.1',
  signal: 'M4 18v2M9 14v6M14 9v11M19 4v16',
  wifi: 'M2 9a15 15 0 0 1 20 0M6 13a9 9 0 0 1 12 0M10 17a3 3 0 0 1 4 0',
  house: 'M3 11 12 3l9 8v10H3z',
  bars: 'M5 20V10M12 20V4M19 20v-8',
  coin: 'M12 3a9 9 0 1 0 .1 0zM12 7v10M9 9h5M9 15h5',
};

/** @param {string} name @param {number} size */
export function icon(name, size = 20) {
  return `<svg class="icon" width="${size}" height="${size}" viewBox="0 0 24 24"><path d="${PATHS[name] ?? ''}"/></svg>`;
}

/** A row of tabs, the first of which is open. @param {string[]} names @param {Colours} colours */
export function tabs(names, colours) {
  const cells = names.map(
    (name, at) =>
      `<span style="padding:10px 4px;${at === 0 ? `border-bottom:2px solid ${colours.text};font-weight:600` : `color:${colours.quiet}`}">${escaped(name)}</span>`,
  );
  return `<div style="display:flex;justify-content:space-around;border-bottom:1px solid ${colours.line}">${cells.join('')}</div>`;
}

/**
 * A line with the axis beside it: its figures are nobody's.
 *
 * @param {PageOf} page
 * @param {Colours} colours
 */
export function chart(page, colours) {
  const points = Array.from({ length: 9 }, (_, at) => `${at * 36},${page.random.whole(8, 92)}`).join(' ');
  const ticks = page.language === 'es' ? ['15 mil', '10 mil', '5 mil', '0'] : ['15K', '10K', '5K', '0'];
  const days = page.language === 'es' ? ['3 nov', '10 nov', '17 nov'] : ['Nov 3', 'Nov 10', 'Nov 17'];
  const labels = ticks.map((tick, at) => `<text x="322" y="${14 + at * 29}" font-size="9" fill="${colours.quiet}">${tick}</text>`);
  const dates = days.map((day, at) => `<text x="${4 + at * 130}" y="116" font-size="9" fill="${colours.quiet}">${day}</text>`);
  return `<svg viewBox="0 0 360 120" style="display:block;width:calc(100% - 32px);max-width:520px;margin:8px 16px">
    <polyline points="${points}" fill="none" stroke="${colours.accent}" stroke-width="2"/>${labels.join('')}${dates.join('')}</svg>`;
}

/**
 * Names with a bar and a percentage each: nobody's figures either.
 *
 * @param {PageOf} page
 * @param {Colours} colours
 * @param {string[]} names
 */
export function shares(page, colours, names) {
  let left = 1000;
  const rows = names.map((name, at) => {
    const tenths = at === names.length - 1 ? left : page.random.whole(Math.floor(left / 4), Math.floor((left * 3) / 4));
    left -= tenths;
    return `<div style="padding:6px 16px"><div style="display:flex;justify-content:space-between"><span>${escaped(name)}</span><span>${share(page, tenths)}</span></div>
      <div style="height:6px;border-radius:3px;background:${colours.line};margin-top:5px"><div style="height:6px;border-radius:3px;background:${colours.accent};width:${tenths / 10}%"></div></div></div>`;
  });
  return rows.join('');
}

/** A picture in the place of a video's: somebody before a wall. @param {PageOf} page @param {number} width @param {number} height */
export function still(page, width, height) {
  const hue = page.random.whole(0, 359);
  const [wall, shirt, skin] = [`hsl(${hue} 40% 62%)`, `hsl(${(hue + 130) % 360} 50% 38%)`, `hsl(25 45% ${page.random.whole(35, 70)}%)`];
  return `<svg style="flex:none;border-radius:8px" width="${width}" height="${height}" viewBox="0 0 60 60" preserveAspectRatio="xMidYMid slice"><rect width="60" height="60" fill="${wall}"/>
    <rect x="14" y="38" width="32" height="30" rx="12" fill="${shirt}"/><circle cx="30" cy="26" r="11" fill="${skin}"/></svg>`;
}
