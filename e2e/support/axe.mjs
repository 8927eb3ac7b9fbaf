// Accessibility of what is on the screen, by axe.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong, one line each.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  // Evaluated by the debugger: the page's content security policy stays as it is.
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    // @ts-ignore: axe was just put there
    const result = await window.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map((/** @type {any} */ violation) => ({
      id: violation.id,
      help: violation.help,
      targets: violation.nodes.map((/** @type {any} */ node) => node.target.join(' ')),
    }));
  });
  return found.map((/** @type {any} */ { id, help, targets }) => `${id}: ${help} — ${targets.join(', ')}`);
}
