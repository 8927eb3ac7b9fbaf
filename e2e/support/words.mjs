// The app's own texts, so that a journey follows what people read and not how a page is built.

import { readFileSync } from 'node:fs';

/** @typedef {'es' | 'en'} Language */

/**
 * A text by its key, `backups.run_local` say.
 *
 * @param {string} key
 * @param {Language} [language]
 * @returns {string}
 */
export function text(key, language = 'es') {
  const [file, ...path] = key.split('.');
  const words = JSON.parse(readFileSync(new URL(`../../crates/web/locales/${language}/${file}.json`, import.meta.url), 'utf8'));
  const found = path.reduce((at, name) => at?.[name], words);
  if (typeof found !== 'string') throw new Error(`there is no text ${key} in ${language}`);
  return found;
}

/**
 * A text with its gaps filled in, as a pattern; a gap that is not given matches anything.
 *
 * @param {string} key
 * @param {Record<string, string>} [gaps]
 * @param {Language} [language]
 * @returns {RegExp}
 */
export function pattern(key, gaps = {}, language = 'es') {
  const quoted = (/** @type {string} */ words) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = text(key, language).split(/\{\{\s*(\w+)\s*\}\}/);
  return new RegExp(parts.map((part, index) => (index % 2 === 0 ? quoted(part) : gaps[part] ? quoted(gaps[part]) : '.+?')).join(''));
}
