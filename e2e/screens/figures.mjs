// The figures of one video or post: what they are, and how a network writes them in a language and a region.

/** @typedef {import('./draw.mjs').Language} Language */
/** @typedef {{ unit: 'count', value: number, rounded_to: number } | { unit: 'percent', hundredths: number } | { unit: 'duration', milliseconds: number }} Value */
/** @typedef {{ text: string, value: Value }} Figure */

/**
 * How figures are written.
 *
 * @typedef {object} Writing
 * @property {string} decimal   what divides decimals
 * @property {string} group     what divides thousands, which may be nothing
 * @property {number} whole     up to here, without it, every digit is shown
 * @property {string} thousand  behind shortened thousands
 * @property {string} million   behind shortened millions
 * @property {string} space     between a number and what it is of
 * @property {'units' | 'colons'} hours  `2h 3m`, or `2h:3m:4s`
 * @property {boolean} clock    whether averages are written `0:07`
 * @property {boolean} tenths   whether seconds have a decimal
 */

/**
 * How a network writes in a language: the same phone set to another country divides with other marks.
 *
 * @param {import('./random.mjs').Random} random
 * @param {string} network
 * @param {Language} language
 * @returns {Writing}
 */
export function makeWriting(random, network, language) {
  const isSpanish = language === 'es';
  // Mexico and the countries that its Spanish is shipped to write points where the others write commas.
  const hasPoints = !isSpanish || random.next() < 0.25;
  const marks = hasPoints ? { decimal: '.', group: ',' } : { decimal: ',', group: '.' };
  const space = isSpanish ? '\u00a0' : '';
  switch (network) {
    case 'tiktok': {
      const close = random.next() < 0.6;
      return {
        ...marks,
        group: random.next() < 0.4 ? '' : marks.group,
        whole: 10_000,
        thousand: 'K',
        million: 'M',
        space: close ? '' : space,
        hours: 'colons',
        clock: false,
        tenths: true,
      };
    }
    case 'youtube':
      return {
        ...marks,
        whole: 1_000,
        thousand: isSpanish ? random.one(['\u00a0mil', '\u00a0mil', '\u00a0K']) : 'K',
        million: `${space}M`,
        space,
        hours: 'units',
        clock: true,
        tenths: false,
      };
    default:
      return {
        ...marks,
        whole: 10_000,
        thousand: isSpanish ? '\u00a0mil' : 'K',
        million: isSpanish ? random.one(['\u00a0M', '\u00a0mill.']) : 'M',
        space,
        hours: 'units',
        clock: false,
        tenths: false,
      };
  }
}

/**
 * Figures that belong to each other: likes are a part of views, and so on.
 *
 * @param {import('./random.mjs').Random} random
 * @param {string} network
 * @param {Writing} writing
 * @returns {Record<string, Figure>}
 */
export function makeFigures(random, network, writing) {
  const views = random.wide(300, 3_000_000);
  const part = (/** @type {number} */ of, /** @type {number} */ least, /** @type {number} */ most) =>
    Math.floor((of * random.whole(least, most)) / 1000);
  const likes = part(views, 20, 120);
  const comments = part(likes, 3, 80);
  const shares = part(likes, 10, 200);
  const saves = part(likes, 10, 300);
  const reposts = part(likes, 2, 60);
  const count = (/** @type {number} */ value) => writtenCount(value, writing);
  const seconds = random.whole(3, 58);
  const gained = random.whole(0, 140);
  return {
    views: count(views),
    reach: count(part(views, 550, 900)),
    impressions: count(part(views, 1100, 4000)),
    interactions: count(likes + comments + shares + saves),
    accounts_engaged: count(part(likes, 600, 950)),
    likes: count(likes),
    comments: count(comments),
    shares: count(shares),
    reposts: count(reposts),
    saves: count(saves),
    followers: count(random.wide(1_000, 900_000)),
    // YouTube tells them with a sign on the page of a video.
    followers_gained: network === 'youtube' ? signed(count(gained)) : count(gained),
    profile_visits: count(random.wide(5, 4_000)),
    average_watch_time: writtenAverage(seconds * (writing.clock ? 7 : 1), random.whole(0, 9), writing),
    watch_time: writtenTotal(views * seconds, random.whole(0, 9), network, writing),
    average_watched: writtenPercent(random.whole(180, 890), writing),
    completion: writtenPercent(random.whole(30, 700), writing),
    click_through_rate: writtenPercent(random.whole(11, 140), writing),
  };
}

/** @param {Figure} figure @returns {Figure} */
function signed(figure) {
  return { ...figure, text: `+${figure.text}` };
}

/** @param {number} value @param {Writing} writing @returns {Figure} */
export function writtenCount(value, writing) {
  if (value < writing.whole) {
    return { text: grouped(value, writing), value: { unit: 'count', value, rounded_to: 1 } };
  }
  const many = value >= 1_000_000 ? 1_000_000 : 1_000;
  const tenths = Math.floor((value * 10) / many);
  const isRound = tenths >= 1_000 || tenths % 10 === 0;
  const digits = isRound ? String(Math.floor(tenths / 10)) : decimal(tenths, writing);
  return {
    text: digits + (many === 1_000_000 ? writing.million : writing.thousand),
    value: {
      unit: 'count',
      value: isRound ? Math.floor(tenths / 10) * many : tenths * (many / 10),
      rounded_to: isRound ? many : many / 10,
    },
  };
}

/** @param {number} tenths @param {Writing} writing */
function decimal(tenths, writing) {
  return `${Math.floor(tenths / 10)}${writing.decimal}${tenths % 10}`;
}

/** @param {number} value @param {Writing} writing */
function grouped(value, writing) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, writing.group);
}

/** @param {number} tenths @param {Writing} writing @returns {Figure} */
export function writtenPercent(tenths, writing) {
  return { text: `${decimal(tenths, writing)}${writing.space}%`, value: { unit: 'percent', hundredths: tenths * 10 } };
}

/**
 * @param {number} seconds
 * @param {number} tenths
 * @param {Writing} writing
 * @returns {Figure}
 */
function writtenAverage(seconds, tenths, writing) {
  if (writing.clock) {
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return { text, value: { unit: 'duration', milliseconds: seconds * 1000 } };
  }
  const shown = seconds * 10 + (writing.tenths ? tenths : 0);
  const digits = writing.tenths ? decimal(shown, writing) : String(seconds);
  return { text: `${digits}${writing.space}s`, value: { unit: 'duration', milliseconds: shown * 100 } };
}

/**
 * @param {number} seconds
 * @param {number} tenths
 * @param {string} network
 * @param {Writing} writing
 * @returns {Figure}
 */
function writtenTotal(seconds, tenths, network, writing) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (network === 'youtube') {
    // In hours, which the label says.
    const shown = Math.min(hours, 999) * 10 + tenths;
    return { text: decimal(shown, writing), value: { unit: 'duration', milliseconds: shown * 360_000 } };
  }
  if (writing.hours === 'colons') {
    return { text: `${hours}h:${minutes}m:${seconds % 60}s`, value: { unit: 'duration', milliseconds: seconds * 1000 } };
  }
  const minute = writing.space ? 'min' : 'm';
  const parts =
    hours >= 24
      ? [`${Math.floor(hours / 24)}${writing.space}d`, `${hours % 24}${writing.space}h`]
      : [`${hours}${writing.space}h`, `${minutes}${writing.space}${minute}`];
  const told = hours >= 24 ? hours * 3600 : (hours * 60 + minutes) * 60;
  return { text: parts.join(' '), value: { unit: 'duration', milliseconds: told * 1000 } };
}
