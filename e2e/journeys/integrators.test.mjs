// What programs do: the examples of docs/api.md against a running Avenue, and a client whose types are made from the
// committed description. No browser.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { avenueForThisFile } from '../support/journey.mjs';
import { admin } from '../support/people.mjs';

const run = promisify(execFile);
const e2e = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(e2e, 'node_modules');

/** @type {string} */
let key;
/** @type {string} */
let token;
/** @type {string} */
let guide;

const avenue = avenueForThisFile({}, async (avenue) => {
  guide = await readFile(join(e2e, '..', 'docs', 'api.md'), 'utf8');
  const person = await admin(avenue);
  token = (await call('/api/identity/sign-in', person)).access_token;
  const made = await call('/api/identity/keys', { name: 'Guide', scopes: ['identity:read', 'audit:read'] });
  key = made.secret;
});

/**
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function call(path, body) {
  const answer = await fetch(`${avenue().url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const read = await answer.json();
  assert.ok(answer.ok, JSON.stringify(read));
  return read;
}

/**
 * The block of a language in the guide.
 *
 * @param {string} language
 */
function example(language) {
  const found = [...guide.matchAll(new RegExp('^```' + language + '\\n(.*?)^```$', 'gms'))];
  assert.equal(found.length, 1, `the guide has one example in ${language}`);
  return found[0]?.[1] ?? '';
}

/**
 * What every example has to print. Nothing writes to the trail while they run.
 *
 * @param {string} printed
 */
async function assertPrinted(printed) {
  const { items, next_cursor } = await call('/api/audit/events?limit=100');
  assert.equal(next_cursor ?? null, null, 'the trail fits on a page');
  assert.ok(items.length > 4, `more than two pages of two: ${items.length}`);
  assert.deepEqual(printed.trim().split('\n'), [
    'I act for admin@avenue.local',
    `${items.length} lines in the trail`,
    'refused: scope_missing',
  ]);
}

function environment() {
  return { ...process.env, AVENUE_URL: avenue().url, AVENUE_KEY: key };
}

/**
 * Runs in a folder that sees the packages, and is removed afterwards.
 *
 * @param {(folder: string) => Promise<void>} work
 */
async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'avenue-integrator-'));
  try {
    await symlink(modules, join(folder, 'node_modules'));
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('the example with curl prints what it says', async () => {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', example('bash')], { env: environment() });
  await assertPrinted(stdout);
});

test('the example in Python prints what it says', async () => {
  const { stdout } = await run('python3', ['-c', example('python')], { env: environment() });
  await assertPrinted(stdout);
});

test('the example in TypeScript compiles strictly with generated types and prints what it says', async () => {
  await inFolder(async (folder) => {
    const types = join(folder, 'avenue.d.ts');
    await run(process.execPath, [
      join(modules, 'openapi-typescript', 'bin', 'cli.js'),
      join(e2e, '..', 'openapi', 'avenue.json'),
      '--output',
      types,
    ]);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'example.ts'), example('ts'));
    const compile = () =>
      run(
        process.execPath,
        [
          join(modules, 'typescript', 'bin', 'tsc'),
          ...['--strict', '--noUncheckedIndexedAccess', '--module', 'nodenext', '--target', 'es2022'],
          ...['--types', 'node', 'example.ts'],
        ],
        { cwd: folder },
      );
    await compile();
    const { stdout } = await run(process.execPath, ['example.js'], { cwd: folder, env: environment() });
    await assertPrinted(stdout);

    // The control: a field that there is not does not compile.
    await writeFile(join(folder, 'example.ts'), example('ts').replace('me.email', 'me.emails'));
    await assert.rejects(compile, (error) => /emails/.test(/** @type {any} */ (error).stdout));
  });
});
