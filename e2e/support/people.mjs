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

/** @typedef {{ id: string, handle: string }} Brand  with the name of its public page */

/**
 * Somebody who registered and has a brand with a public page.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {Person} [staff]  who grants it a package, if somebody does
 * @returns {Promise<{ person: Person, brand: Brand }>}
 */
export async function brandOwner(avenue, staff) {
  const tokenOf = async (/** @type {Person} */ who) =>
    (await call(avenue, 'POST', '/api/identity/sign-in', who)).access_token;
  const person = await register(avenue, 'brand');
  const token = await tokenOf(person);
  const { id } = await call(avenue, 'POST', '/api/brands', { company: 'Lurdes' }, token);
  const handle = `lurdes-${randomBytes(4).toString('hex')}`;
  const said = {
    handle,
    description: 'Ropa de lino hecha en Luque.',
    website: 'lurdes.com.py',
    contact_phone: '0981 123456',
    contact_public: true,
    networks: [{ network: 'instagram', handle: '@lurdes.py' }],
  };
  await call(avenue, 'PATCH', `/api/brands/${id}`, said, token);
  if (staff) {
    const body = { plan: 'growth', months: 3 };
    await call(avenue, 'POST', `/api/brands/${id}/package`, body, await tokenOf(staff));
  }
  return { person, brand: { id, handle } };
}

/**
 * A creator who says enough of themselves to apply, with a media kit at `/c/<handle>`.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {string} handle
 * @param {string} [name]
 * @returns {Promise<Person>}
 */
export async function creator(avenue, handle, name = 'Ana Benítez') {
  const person = await register(avenue, 'creator');
  const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', person);
  const say = (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body) =>
    call(avenue, method, `/api/creators${path}`, body, access_token);
  await say('POST', '', { name });
  await say('PATCH', '/me', {
    bio: 'Cocino con lo que hay en el mercado y lo cuento en videos cortos.',
    city: 'Asunción',
    languages: ['es', 'gn'],
    categories: ['food', 'travel'],
    handle,
  });
  await say('PUT', '/me/networks', {
    networks: [
      { platform: 'instagram', account: `@${handle}`, followers: 12_400 },
      { platform: 'tiktok', account: handle, followers: 1_250_000 },
    ],
  });
  await say('PUT', '/me/rates', {
    rates: [
      { content: 'short_video', price: { amount: 450_000, currency: 'PYG' }, note: 'Una ronda de cambios' },
      { content: 'ugc_photos', price: { amount: 12_000, currency: 'EUR' } },
    ],
  });
  await say('POST', '/me/portfolio', { url: 'https://www.youtube.com/watch?v=abc', title: 'Mercado 4' });
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
