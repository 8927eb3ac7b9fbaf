// Who uses the platform. They come in through the API, so that a test need not begin at the sign-in page.

import { randomBytes } from 'node:crypto';

import { ADMIN_EMAIL } from './avenue.mjs';

/** @typedef {{ email: string, password: string }} Person */

/** A password that the rule accepts and nobody else has. */
export function newPassword() {
  return `Aa1!${randomBytes(12).toString('base64url')}`;
}

/**
 * The administrator, with the one-time password already replaced.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @returns {Promise<Person>}
 */
export async function admin(avenue) {
  const password = newPassword();
  const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', {
    email: ADMIN_EMAIL,
    password: avenue.oneTimePassword,
  });
  await call(
    avenue,
    'POST',
    '/api/identity/password/change',
    { current_password: avenue.oneTimePassword, new_password: password },
    access_token,
  );
  return { email: ADMIN_EMAIL, password };
}

/**
 * Somebody who registered.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {'creator' | 'brand' | 'customer'} [role]
 * @returns {Promise<Person>}
 */
export async function register(avenue, role = 'customer') {
  const person = { email: `${role}-${randomBytes(4).toString('hex')}@example.org`, password: newPassword() };
  await call(avenue, 'POST', '/api/identity/register', {
    ...person,
    first_name: 'Ana',
    last_name: 'Benítez',
    role,
    locale: 'es',
  });
  return person;
}

/** The app's note in the browser that a session may be there; without it, it does not ask. */
const SESSION_NOTE = 'avenue.signed_in';

/**
 * Signs a browser in: the session's cookie and the app's note of it are set before a page is opened.
 *
 * @param {import('./browser.mjs').Browser} browser
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {Person} person
 */
export async function signIn(browser, avenue, person) {
  const answer = await browser.context.request.post(`${avenue.url}/api/identity/sign-in`, {
    data: person,
    headers: { origin: avenue.url },
  });
  if (!answer.ok()) throw new Error(`sign-in of ${person.email}: ${answer.status()} ${await answer.text()}`);
  await browser.context.addInitScript((note) => localStorage.setItem(note, '1'), SESSION_NOTE);
}

/**
 * A call of the API; anything but success is an error that shows the answer.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} [token]
 * @returns {Promise<any>}
 */
export async function call(avenue, method, path, body, token) {
  const answer = await fetch(avenue.url + path, {
    method,
    headers: {
      origin: avenue.url,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
