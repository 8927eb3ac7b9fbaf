// The `avenue` command line, beside a running server.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export async function run(avenue, ...args) {
  const child = spawn(avenue.program, args, { env: avenue.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output };
}
