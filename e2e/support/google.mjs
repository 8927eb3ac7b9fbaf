// Stands in for Google: a real OpenID Connect server on a port of its own, which can be told to misbehave.
//
// Run as a program it prints its address and the address to tell it at, and ends with its input. A twist, sent as JSON,
// holds for everything until the next one:
//   claims    what the ID token says besides or instead; null takes a claim away
//   header    the same for its header
//   sign      'none', 'stranger' (a key that is not published, by a published name), 'stranger_key' (by its own name),
//             'hmac:<secret>', 'hmac_public' (the published key as a secret)
//   cut       how many characters the signature lacks
//   payload   claims that replace the signed ones after signing
//   redirect  what the answer in the browser says besides or instead
//   answer    { status, body } that the token endpoint gives; a body of null takes the ID token away

import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import { OAuth2Server } from 'oauth2-mock-server';

/** Who signs in unless somebody else is named. */
const PERSON = {
  sub: '108000000000000000001',
  email: 'ana@gmail.example',
  email_verified: true,
  name: 'Ana Benítez',
  given_name: 'Ana',
  family_name: 'Benítez',
};

/**
 * @typedef {object} Google
 * @property {string} issuer
 * @property {(twist: any) => void} twist
 * @property {() => any} keys  the published keys
 * @property {(claims: any, twist?: any) => Promise<string>} token  an ID token as the server would sign it
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Google>} */
export async function startGoogle() {
  const server = new OAuth2Server();
  const stranger = new OAuth2Server();
  const published = await server.issuer.keys.generate('RS256');
  await stranger.issuer.keys.generate('RS256', { kid: published.kid });
  const unknown = new OAuth2Server();
  await unknown.issuer.keys.generate('RS256');
  await server.start(0, 'localhost');
  const issuer = server.issuer.url ?? '';
  stranger.issuer.url = issuer;
  unknown.issuer.url = issuer;
  /** @type {any} */
  let twist = {};

  server.service.on('beforeTokenSigning', (token) => {
    if ('aud' in token.payload) change(token.payload, { ...PERSON, ...twist.claims });
    if ('aud' in token.payload) change(token.header, twist.header ?? {});
  });
  server.service.on('beforeAuthorizeRedirect', ({ url }) => {
    for (const [name, value] of Object.entries(twist.redirect ?? {})) {
      if (value === null) url.searchParams.delete(name);
      else url.searchParams.set(name, String(value));
    }
  });
  // The server's own hook before an answer cannot wait for a signature, so a front changes what leaves.
  const handler = server.service.requestHandler;
  const front = createServer(async (request, response) => {
    if (request.method !== 'POST' || !request.url?.startsWith('/token')) {
      handler(request, response);
      return;
    }
    const current = twist;
    const write = response.end.bind(response);
    // @ts-ignore: express ends an answer with one text
    response.end = (/** @type {any} */ text) => {
      forge(String(text ?? ''), current).then((forged) => {
        if (current.answer?.status) response.statusCode = current.answer.status;
        response.removeHeader('content-length');
        response.removeHeader('etag');
        write(forged);
      });
      return response;
    };
    handler(request, response);
  });

  /** @param {string} text @param {any} current */
  async function forge(text, current) {
    if (current.answer && 'body' in current.answer && current.answer.body !== null) {
      return typeof current.answer.body === 'string' ? current.answer.body : JSON.stringify(current.answer.body);
    }
    const body = JSON.parse(text);
    if (!body.id_token) return text;
    if (current.answer?.body === null) delete body.id_token;
    else body.id_token = await sign(body.id_token, current);
    return JSON.stringify(body);
  }

  /** @param {string} token @param {any} current */
  async function sign(token, current) {
    let [header, payload, signature] = token.split('.');
    const read = (/** @type {string} */ part) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const pack = (/** @type {any} */ part) => Buffer.from(JSON.stringify(part)).toString('base64url');
    if (current.sign === 'none') {
      return `${pack({ ...read(header), alg: 'none' })}.${payload}.`;
    }
    if (current.sign?.startsWith('hmac')) {
      const secret =
        current.sign === 'hmac_public'
          ? JSON.stringify(server.issuer.keys.toJSON()[0])
          : current.sign.slice('hmac:'.length);
      header = pack({ ...read(header), alg: 'HS256' });
      signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
    }
    if (current.sign?.startsWith('stranger')) {
      const other = current.sign === 'stranger' ? stranger : unknown;
      const claims = read(payload);
      const forged = await other.issuer.buildToken({
        scopesOrTransform: (_, fresh) => change(fresh, { nbf: null, ...claims }),
      });
      [header, payload, signature] = forged.split('.');
    }
    if (current.payload) payload = pack({ ...read(payload), ...current.payload });
    if (current.cut) signature = signature.slice(0, -current.cut);
    return `${header}.${payload}.${signature}`;
  }

  // The server listens by itself; what it would answer goes through the front.
  const inner = new URL(issuer).port;
  await server.stop();
  server.issuer.url = issuer;
  await new Promise((resume) => front.listen(Number(inner), 'localhost', () => resume(undefined)));

  return {
    issuer,
    twist: (next) => void (twist = next ?? {}),
    keys: () => ({ keys: server.issuer.keys.toJSON() }),
    token: async (claims, how = {}) => {
      const token = await server.issuer.buildToken({
        scopesOrTransform: (header, payload) => {
          change(payload, { nbf: null, ...claims });
          change(header, how.header ?? {});
        },
      });
      return sign(token, how);
    },
    stop: () => new Promise((resume) => front.close(() => resume())),
  };
}

/**
 * What Avenue is started with to know it. The provider sends people back to the public address, so that must be known
 * before.
 *
 * @param {Google} google
 * @param {number} port  where Avenue will listen
 */
export function googleSettings(google, port) {
  return {
    AVENUE_LISTEN: `127.0.0.1:${port}`,
    AVENUE_PUBLIC_URL: `http://localhost:${port}`,
    GOOGLE_CLIENT_ID: 'avenue-journeys',
    GOOGLE_CLIENT_SECRET: 'a-secret-of-the-journeys',
    GOOGLE_ISSUER: google.issuer,
  };
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resume, fail) => {
    const server = createTcpServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resume(address.port) : fail(new Error('no port'))));
    });
  });
}

/** @param {any} thing @param {any} changes */
function change(thing, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete thing[name];
    else thing[name] = value;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const google = await startGoogle();
  const secret = randomBytes(16).toString('hex');
  let lifetime = 'max-age=3600';
  let asked = 0;
  const control = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', async () => {
      const told = text ? JSON.parse(text) : {};
      const answer = (/** @type {any} */ body, headers = {}) => {
        response.writeHead(200, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      };
      switch (request.url) {
        case `/${secret}/twist`:
          google.twist(told);
          return answer({});
        case `/${secret}/token`:
          return answer({ token: await google.token(told.claims, told.how) });
        case `/${secret}/lifetime`:
          lifetime = told.value;
          return answer({});
        case `/${secret}/asked`:
          return answer({ asked });
        case '/keys':
          asked += 1;
          return answer(google.keys(), { 'cache-control': lifetime });
        default:
          response.writeHead(404).end();
      }
    });
  });
  control.listen(0, '127.0.0.1', () => {
    const address = control.address();
    const port = typeof address === 'object' ? address?.port : 0;
    console.log(JSON.stringify({ issuer: google.issuer, control: `http://127.0.0.1:${port}/${secret}`, keys: `http://127.0.0.1:${port}/keys` }));
  });
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}
