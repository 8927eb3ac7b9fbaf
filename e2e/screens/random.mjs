// Numbers that the same seed gives again.

/**
 * @typedef {object} Random
 * @property {() => number} next  from 0 up to, not including, 1
 * @property {(least: number, most: number) => number} whole  a whole number, both ends included
 * @property {(least: number, most: number) => number} wide  a whole number whose order of magnitude is even
 * @property {<T>(of: T[]) => T} one  one of some things
 */

/**
 * @param {number} seed
 * @returns {Random}
 */
export function makeRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (/** @type {number} */ least, /** @type {number} */ most) =>
    least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    wide: (least, most) => Math.floor(least * (most / least) ** next()),
    one: (of) => /** @type {any} */ (of[whole(0, of.length - 1)]),
  };
}
