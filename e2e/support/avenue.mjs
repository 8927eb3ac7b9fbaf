// Starts a real `avenue serve` on a free port, with an empty data folder and so with a `mongod` of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_SECONDS = 90;
const STOP_SECONDS = 40;

/** The address of the administrator whom the first start creates. */
export const ADMIN_EMAIL = 'admin@avenue.local';

/**
 * @typedef {object} Avenue
 * @property {string} url              the address it answers on
 * @property {string} oneTimePassword  the administrator's, as printed once
 * @property {string} dataFolder       where it keeps everything
 * @property {string} program          the `avenue` program, for commands
 * @property {Record<string, string>} env  the environment it runs in, for commands beside it
 * @property {() => string} output     everything it printed so far
 * @property {() => Promise<number | null>} stop  ends it as Ctrl-C does, removes its data, gives the exit code
 */

/**
 * @param {Record<string, string>} [settings]  environment variables beside the usual ones
 * @returns {Promise<Avenue>}
 */
export async function startAvenue(settings = {}) {
  const program = required('AVENUE_PROGRAM');
  const dataFolder = await mkdtemp(join(tmpdir(), 'avenue-e2e-'));
  /** @type {Record<string, string>} */
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    AVENUE_LISTEN: '127.0.0.1:0',
    AVENUE_DATA: dataFolder,
    AVENUE_MONGOD: required('AVENUE_MONGOD'),
    AVENUE_WEB_DIR: required('AVENUE_WEB_DIR'),
    AVENUE_ADMIN_EMAIL: ADMIN_EMAIL,
    // Journeys run side by side from one address, faster than anybody clicks.
    AVENUE_LIMIT_USER: '0',
    AVENUE_LIMIT_KEY: '0',
    AVENUE_LIMIT_ADDRESS: '0',
    AVENUE_LIMIT_NETWORK: '0',
    AVENUE_LIMIT_WORK: '0',
    ...settings,
  };
  // Should the test runner be killed, the kernel ends the server as well.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, 'serve'], { env, cwd: dataFolder });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const exited = once(child, 'exit').then(([code]) => /** @type {number | null} */ (code));

  const stop = async () => {
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
    const code = await exited;
    clearTimeout(late);
    await rm(dataFolder, { recursive: true, force: true });
    return code;
  };

  try {
    const found = await within(START_SECONDS, exited, () => {
      const address = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(plain(printed));
      const password = /one-time password.*\s(\S+)\s*$/im.exec(plain(printed));
      return address && password ? { url: `http://localhost:${address[1]}`, password: password[1] } : null;
    });
    await within(START_SECONDS, exited, () => fetch(`${found.url}/api/health`).then((answer) => answer.ok, () => false));
    return { url: found.url, oneTimePassword: found.password, dataFolder, program, env, output: () => printed, stop };
  } catch (error) {
    await stop();
    throw new Error(`avenue did not start: ${error}\n${printed}`);
  }
}

/**
 * Polls until there is an answer; fails when the program ends or the time is over.
 *
 * @template T
 * @param {number} seconds
 * @param {Promise<number | null>} exited
 * @param {() => T | null | false | Promise<T | null | false>} look
 * @returns {Promise<T>}
 */
async function within(seconds, exited, look) {
  let gone = false;
  exited.then(() => (gone = true));
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const seen = await look();
    if (seen) return seen;
    if (gone) throw new Error('it ended');
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`nothing within ${seconds} s`);
}

/** @param {string} text */
function plain(text) {
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}

/** @param {string} name */
export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this through \`cargo xtask e2e\``);
  return value;
}
