// Mail as it arrives: without a mail server, each lies as a file in the data folder.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SECONDS = 30;

/**
 * The path within the app that the last mail to somebody links to.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {string} to
 * @param {string} path  what it begins with, `/brand/invitation` say
 * @returns {Promise<string>}
 */
export async function mailedLink(avenue, to, path) {
  const folder = join(avenue.dataFolder, 'mailbox');
  const deadline = Date.now() + SECONDS * 1000;
  while (Date.now() < deadline) {
    // Their names are made in the order of time.
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort().reverse();
    for (const name of names) {
      const mail = await readFile(join(folder, name), 'latin1');
      if (!head(mail).toLowerCase().includes(`\r\nto: ${to.toLowerCase()}\r\n`)) continue;
      const words = mail.split('\r\n--').map(decoded).join('\n');
      const at = words.indexOf(`${path}?token=`);
      if (at >= 0) return /^[\w/?=-]+/.exec(words.slice(at))?.[0] ?? '';
    }
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`no mail to ${to} with a link to ${path} within ${SECONDS} s`);
}

/**
 * The lines before the first empty one.
 *
 * @param {string} part
 */
function head(part) {
  return `\r\n${part.split('\r\n\r\n')[0] ?? ''}\r\n`;
}

/**
 * A part of a mail as it was before it was packed for the way.
 *
 * @param {string} part
 */
function decoded(part) {
  const body = part.split('\r\n\r\n').slice(1).join('\r\n\r\n');
  const packed = /^content-transfer-encoding: *(\S+)/im.exec(head(part))?.[1]?.toLowerCase();
  if (packed === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (packed !== 'quoted-printable') return body;
  const hex = (/** @type {string} */ _, /** @type {string} */ digits) => String.fromCharCode(parseInt(digits, 16));
  return body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, hex);
}
