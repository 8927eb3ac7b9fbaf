// Instagram's pages: figures in a list at the right edge, in tiles over their names, and in rings.

import { chart, documentOf, figure, icon, share, shares, shown, still, tabs, word } from './page.mjs';

/** @typedef {import('./page.mjs').PageOf} PageOf */

/** @type {Record<import('./draw.mjs').Theme, import('./page.mjs').Colours>} */
const COLOURS = {
  light: { ground: '#ffffff', card: '#f7f7f8', text: '#000000', quiet: '#737373', line: '#dbdbdb', accent: '#c32aa3' },
  dark: { ground: '#0c1014', card: '#1a1e23', text: '#f5f5f5', quiet: '#a8a8a8', line: '#262626', accent: '#f77737' },
};

/** @type {Record<import('./draw.mjs').Language, import('./page.mjs').Words>} */
const WORDS = {
  es: {
    title: ['Estadísticas del reel', 'Insights del reel'],
    when: '5 de noviembre · Duración 0:15',
    overview: 'Resumen',
    interactions_with: 'Interacciones con el reel',
    profile: 'Actividad del perfil',
    of_followers: 'Seguidores',
    of_others: 'No seguidores',
    tiles: ['Estadísticas de la publicación', 'Insights de la publicación'],
    change: 'que en los 7 días anteriores',
    skipped: 'Tasa de omisión',
    retention: 'Retención',
    sources: 'Principales fuentes de visualizaciones',
    reach: ['Cuentas alcanzadas', 'Cuentas alcanzadas', 'Espectadores'],
    views: ['Visualizaciones', 'Visualizaciones', 'Reproducciones'],
    average_watch_time: ['Tiempo promedio de visualización', 'Tiempo de reproducción promedio', 'Tiempo promedio de reproducción'],
    watch_time: ['Tiempo de visualización', 'Tiempo de reproducción'],
    likes: 'Me gusta',
    comments: 'Comentarios',
    shares: ['Veces compartido', 'Compartidos'],
    reposts: ['Republicaciones', 'Reposts'],
    saves: ['Guardados', 'Veces guardado'],
    followers_gained: ['Seguimientos', 'Nuevos seguidores'],
    profile_visits: 'Visitas al perfil',
    interactions: ['Interacciones', 'Interacciones con el contenido'],
    accounts_engaged: 'Cuentas que interactuaron',
  },
  en: {
    title: ['Reel insights', 'Reel Insights'],
    when: 'November 5 · Duration 0:15',
    overview: 'Overview',
    interactions_with: 'Reel interactions',
    profile: 'Profile activity',
    of_followers: 'Followers',
    of_others: 'Non-followers',
    tiles: ['Post insights', 'Post Insights'],
    change: 'than the previous 7 days',
    skipped: 'Skip rate',
    retention: 'Retention',
    sources: 'Top sources of views',
    reach: ['Accounts reached', 'Accounts reached', 'Viewers'],
    views: ['Views', 'Views', 'Plays'],
    average_watch_time: 'Average watch time',
    watch_time: 'Watch time',
    likes: 'Likes',
    comments: 'Comments',
    shares: 'Shares',
    reposts: 'Reposts',
    saves: ['Saves', 'Saved'],
    followers_gained: ['Follows', 'New followers'],
    profile_visits: 'Profile visits',
    interactions: ['Interactions', 'Content interactions'],
    accounts_engaged: 'Accounts engaged',
  },
};

/** Icons with figures under them: they say the same as the labelled ones. @param {PageOf} page @param {string[][]} icons */
function counters(page, icons) {
  const cells = icons.map(([name = '', kind = '']) => `<div>${icon(name, 22)}<span>${shown(page, kind)}</span></div>`);
  return `<div class="icons">${cells.join('')}</div>`;
}

const ICONS = `.icons { display: flex; justify-content: space-around; padding: 12px 24px; }
  .icons div { display: flex; flex-direction: column; align-items: center; gap: 4px; font-weight: 600; }`;

/** A label and a figure at the right edge. @param {PageOf} page @param {string} kind @param {boolean} [hint] */
function row(page, kind, hint = false) {
  return `<div class="row" data-part><span>${word(page, WORDS, kind)}${hint ? ` ${icon('info', 14)}` : ''}</span>${figure(page, kind)}</div>`;
}

const ROWS = `.row { display: flex; justify-content: space-between; align-items: center; gap: 12px; padding: 11px 16px; }
  .row > :last-child { font-weight: 500; white-space: nowrap; }`;

/** @param {PageOf} page @param {string} title */
function top(page, title) {
  return `<div class="title">${icon('back')}<span>${word(page, WORDS, title)}</span>${page.random.next() < 0.5 ? icon('dots') : ''}</div>`;
}

/** @param {PageOf} page */
export function instagramList(page) {
  const colours = COLOURS[page.theme];
  const followers = page.random.whole(101, 899);
  const quiet = (/** @type {string} */ name, /** @type {number} */ tenths) =>
    `<div class="row quiet"><span>${word(page, WORDS, name)}</span><span>${share(page, tenths)}</span></div>`;
  const heading = (/** @type {string} */ name) => `<h2>${word(page, WORDS, name)} ${icon('info', 16)}</h2>`;
  return documentOf(page, colours, `${ROWS}${ICONS}.about { display: flex; flex-direction: column; align-items: center; gap: 8px; padding: 12px; }`, {
    head: top(page, 'title'),
    body: `<div class="about">${still(page, 84, 140)}<span class="quiet">${word(page, WORDS, 'when')}</span></div>
     ${counters(page, [['heart', 'likes'], ['bubble', 'comments'], ['plane', 'shares'], ['flag', 'saves']])}
     ${heading('overview')}${row(page, 'views')}${row(page, 'reach', true)}${row(page, 'average_watch_time')}${row(page, 'watch_time')}
     ${quiet('of_followers', followers)}${quiet('of_others', 1000 - followers)}
     ${page.random.next() < 0.5 ? chart(page, colours) : ''}
     ${heading('interactions_with')}${row(page, 'likes')}${row(page, 'comments')}${row(page, 'shares')}${row(page, 'saves')}
     ${heading('profile')}${row(page, 'profile_visits')}${row(page, 'followers_gained')}`,
  });
}

/** @param {PageOf} page */
export function instagramTiles(page) {
  const colours = COLOURS[page.theme];
  const tile = (/** @type {string} */ kind) => {
    const change = `${page.random.one(['+', '-'])}${page.random.whole(1, 60)}${page.writing.space}%`;
    return `<div class="tile" data-part><div class="large">${figure(page, kind)}</div><div>${word(page, WORDS, kind)}</div>
      <div class="quiet small">${change} ${word(page, WORDS, 'change')}</div></div>`;
  };
  return documentOf(
    page,
    colours,
    `.tiles { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; padding: 12px 16px; }
     .tile { background: ${colours.card}; border-radius: 12px; padding: 14px; }
     .large { font-size: 24px; font-weight: 700; } .small { font-size: 11px; margin-top: 4px; }`,
    {
      head: top(page, 'tiles'),
      body: `<div style="display:flex;justify-content:center;padding:8px">${still(page, 120, 120)}</div>
     <div class="tiles">${tile('views')}${tile('reach')}${tile('interactions')}${tile('accounts_engaged')}
     ${tile('likes')}${tile('comments')}${tile('shares')}${tile('saves')}</div>${chart(page, colours)}`,
    },
  );
}

/** A ring of two colours with a figure and its name within. @param {PageOf} page @param {string} kind @param {import('./page.mjs').Colours} colours */
function ring(page, kind, colours) {
  const followers = page.random.whole(101, 899);
  const arc = (followers * 565) / 1000;
  const legend = (/** @type {string} */ name, /** @type {number} */ tenths, /** @type {string} */ colour) =>
    `<div class="row"><span><span style="color:${colour}">●</span> ${word(page, WORDS, name)}</span><span>${share(page, tenths)}</span></div>`;
  return `<div data-part style="position:relative;width:212px;height:212px;margin:10px auto"><svg width="212" height="212" viewBox="0 0 212 212">
      <circle cx="106" cy="106" r="90" fill="none" stroke="#7638fa" stroke-width="13"/>
      <circle cx="106" cy="106" r="90" fill="none" stroke="#d300c5" stroke-width="13" stroke-dasharray="${arc} 565"/></svg>
      <div style="position:absolute;inset:0;display:flex;flex-direction:column;justify-content:center;align-items:center;text-align:center;padding:0 40px">
      <span class="quiet">${word(page, WORDS, kind)}</span><span style="font-size:24px;font-weight:700">${figure(page, kind)}</span></div></div>
    ${legend('of_followers', followers, '#d300c5')}${legend('of_others', 1000 - followers, '#7638fa')}
    <div style="height:1px;background:${colours.line};margin:6px 16px"></div>`;
}

/** @param {PageOf} page */
export function instagramRings(page) {
  const colours = COLOURS[page.theme];
  const names = page.language === 'es' ? ['Resumen', 'Interacción', 'Audiencia'] : ['Overview', 'Engagement', 'Audience'];
  const places = page.language === 'es' ? ['Reels', 'Feed', 'Explorar', 'Perfil'] : ['Reels tab', 'Feed', 'Explore', 'Profile'];
  const second = page.random.next() < 0.5;
  return documentOf(page, colours, `${ROWS}${ICONS}`, {
    head: top(page, 'title'),
    body: `<div style="display:flex;gap:14px;padding:10px 16px">${still(page, 64, 96)}<div><div>${page.language === 'es' ? 'Tereré con la familia 🧉' : 'Tereré with the family'}</div>
      <div class="quiet">${word(page, WORDS, 'when')}</div></div></div>
     ${counters(page, [['heart', 'likes'], ['bubble', 'comments'], ['again', 'reposts'], ['plane', 'shares'], ['flag', 'saves']])}
     ${tabs(names, colours)}
     ${second ? ring(page, 'interactions', colours) : ring(page, 'views', colours)}
     ${second ? `${row(page, 'likes')}${row(page, 'comments')}${row(page, 'reposts')}${row(page, 'shares')}${row(page, 'saves')}` : `${row(page, 'reach')}
     <h2>${word(page, WORDS, 'sources')}</h2>${shares(page, colours, places)}`}
     <h2>${word(page, WORDS, 'retention')}</h2>
     <div class="row"><span>${word(page, WORDS, 'skipped')}</span><span>${share(page)}</span></div>
     ${row(page, 'watch_time')}${row(page, 'average_watch_time')}
     <h2>${word(page, WORDS, 'profile')}</h2>${row(page, 'profile_visits')}${row(page, 'followers_gained')}`,
  });
}
