// A small marketplace, made through the API: a brand with a published campaign and a draft, and a creator who applied and
// has an offer, and works for another campaign; the two write to each other. Somebody wrote by the contact form.

import { SHOWN_CREATOR } from './pages.mjs';
import { brandOwner, call, creator } from './people.mjs';

/**
 * What is there, by its ids.
 *
 * @typedef {{ brand: import('./people.mjs').Brand, campaign: string, draft: string, application: string,
 *   job: Job, written: string }} There
 */

/**
 * What was signed, by its ids: the deliverables in the order of the brief.
 *
 * @typedef {{ campaign: string, application: string, pieces: string[] }} Job
 */

/** The last day of a campaign that is open: a month from now, as `2026-12-21`. */
export function inAMonth() {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A campaign as the API takes it.
 *
 * @param {string} brand
 * @param {string} title
 */
export function campaignOf(brand, title) {
  return {
    brand_id: brand,
    title,
    brief: {
      about: 'Contar una mañana con nuestro café.\nPara quienes desayunan tarde.',
      deliverables: [
        { kind: 'reel', count: 1, platform: 'instagram', note: 'De 20 a 40 segundos' },
        { kind: 'photo', count: 3 },
      ],
      must: ['La taza con el logo', 'Dónde se compra'],
      must_not: ['Otras marcas'],
      tags: ['#publicidad', '@cafe.py'],
      references: ['https://www.instagram.com/p/abc'],
      revision_rounds: 2,
    },
    compensation: {
      kind: 'both',
      product: 'Una caja de café',
      value: { amount: 120_000, currency: 'PYG' },
      fee: { amount: 450_000, currency: 'PYG' },
    },
    slots: 2,
    requirements: {
      networks: [{ platform: 'instagram', followers: 1_000 }],
      city: 'Asunción',
      categories: ['food', 'lifestyle'],
      level: 'trainee',
    },
    deadline: inAMonth(),
    time_zone: 'America/Asuncion',
  };
}

/** What a brand may do with what is delivered. */
export const RIGHTS = {
  channels: ['social', 'website'],
  term: { kind: 'months', months: 6 },
  territory: { kind: 'countries', countries: ['PY', 'AR'] },
  editing: 'adapt',
  paid_ads: { days: 30, from_creators_account: true },
  exclusivity: { against: 'otras marcas de café', days: 60 },
};

/**
 * Calls of the API under `/api/campaigns`, as one person.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {import('./people.mjs').Person} who
 */
export async function campaignsAs(avenue, who) {
  const { access_token } = await call(avenue, 'POST', '/api/identity/sign-in', who);
  return (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body = undefined) =>
    call(avenue, method, `/api/campaigns${path}`, body, access_token);
}

/**
 * A campaign to which somebody applied, was offered its terms, and signed them.
 *
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {string} brand  with a package
 * @param {import('./people.mjs').Person} owner
 * @param {import('./people.mjs').Person} maker
 * @param {string} title
 * @returns {Promise<Job>}
 */
export async function signedJob(avenue, brand, owner, maker, title) {
  const [asOwner, asMaker] = [await campaignsAs(avenue, owner), await campaignsAs(avenue, maker)];
  const body = campaignOf(brand, title);
  const { id: campaign } = await asOwner('POST', '', { ...body, brief: { ...body.brief, rights: RIGHTS } });
  await asOwner('POST', `/${campaign}/publish`);
  const { id: application } = await asMaker('POST', `/${campaign}/applications`, { message: 'Me encanta el café.' });
  await asOwner('POST', `/applications/${application}/shortlist`);
  await asOwner('POST', `/applications/${application}/offer`, {});
  const { digest } = await asMaker('GET', `/applications/${application}/brief`);
  await asMaker('POST', `/applications/${application}/confirm`, {
    name: 'Ana Mercado López',
    brief_digest: digest,
    offer_number: 1,
  });
  const owed = await asMaker('GET', `/applications/${application}/deliverables`);
  return { campaign, application, pieces: owed.map((/** @type {{ id: string }} */ piece) => piece.id) };
}

/**
 * @param {import('./avenue.mjs').Avenue} avenue
 * @param {import('./people.mjs').Person} staff  who grants the brand a package
 * @returns {Promise<{ owner: import('./people.mjs').Person, shown: import('./people.mjs').Person, there: There }>}
 */
export async function marketplace(avenue, staff) {
  const { person: owner, brand } = await brandOwner(avenue, staff);
  const shown = await creator(avenue, SHOWN_CREATOR);
  const [asOwner, asCreator] = [await campaignsAs(avenue, owner), await campaignsAs(avenue, shown)];
  const { id: draft } = await asOwner('POST', '', campaignOf(brand.id, 'Café de la tarde'));
  const { id: campaign } = await asOwner('POST', '', campaignOf(brand.id, 'Café de la mañana'));
  await asOwner('POST', `/${campaign}/publish`);
  await asCreator('PUT', `/${campaign}/saved`);
  const message = 'Desayuno tarde todos los días.';
  const { id: application } = await asCreator('POST', `/${campaign}/applications`, { message });
  await asOwner('POST', `/applications/${application}/shortlist`);
  await asOwner('POST', `/applications/${application}/offer`, { note: 'Nos encanta tu cocina.' });
  await asOwner('POST', `/applications/${application}/messages`, { text: '¿Podés grabar el martes?' });
  await asCreator('POST', `/applications/${application}/messages`, { text: 'El martes puedo.' });

  // A job with a draft of the first deliverable, and something said of it.
  const job = await signedJob(avenue, brand.id, owner, shown, 'Café de la siesta');
  await asCreator('PUT', `/applications/${job.application}/shipment/address`, {
    recipient: 'Ana Mercado',
    phone: '+595981123456',
    street: 'Palma 123',
    city: 'Asunción',
    country: 'PY',
  });
  const piece = `/deliverables/${job.pieces[0]}`;
  await asCreator('POST', `${piece}/drafts`, {
    content: { kind: 'url', url: 'https://drive.example.com/cafe' },
    caption: 'Mi café de la siesta #publicidad',
  });
  const place = { kind: 'moment', at_ms: 12_000 };
  await asOwner('POST', `${piece}/comments`, { draft: 1, place, text: 'Más luz en la taza.' });

  // Somebody without an account writes to the staff.
  const { id: written } = await call(avenue, 'POST', '/api/contact', {
    kind: 'brand',
    name: 'Lurdes Giménez',
    email: 'lurdes@example.org',
    subject: 'Un paquete para mi marca',
    words: 'Hola:\n¿Qué paquete conviene para dos campañas por mes?',
    seconds: 40,
  });
  return { owner, shown, there: { brand, campaign, draft, application, job, written } };
}
