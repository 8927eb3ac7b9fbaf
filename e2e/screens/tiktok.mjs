// TikTok's pages: key figures in cards under their names, in a list at the right edge, and those of the audience.

import { chart, documentOf, figure, icon, share, shares, shown, still, tabs, word } from './page.mjs';

/** @typedef {import('./page.mjs').PageOf} PageOf */

/** @type {Record<import('./draw.mjs').Theme, import('./page.mjs').Colours>} */
const COLOURS = {
  light: { ground: '#f8f8f8', card: '#ffffff', text: '#161823', quiet: '#75767b', line: '#e3e3e4', accent: '#0075dc' },
  dark: { ground: '#121212', card: '#1e1e1e', text: '#e8e8e8', quiet: '#8f8f8f', line: '#2f2f2f', accent: '#25f4ee' },
};

/** @type {Record<import('./draw.mjs').Language, import('./page.mjs').Words>} */
const WORDS = {
  es: {
    title: ['Análisis del video', 'Estadísticas'],
    caption: 'Mate en la costanera #paraguay',
    key: 'Métricas clave',
    sources: 'Fuentes de tráfico',
    kinds: 'Tipos de espectadores',
    retention: 'Tasa de retención',
    dropped: 'La mayoría de los espectadores dejó de mirar en 0:03.',
    updated: ['Última actualización: 20 nov', 'Publicado el 12/11/2026'],
    views: ['Visualizaciones del video', 'Visualizaciones de video', 'Visualizaciones'],
    watch_time: ['Tiempo de reproducción total', 'Tiempo total de reproducción'],
    average_watch_time: ['Tiempo promedio de visualización', 'Tiempo medio de reproducción', 'Tiempo promedio de reproducción'],
    completion: ['Vieron el video completo', 'Vio el video completo'],
    followers_gained: 'Nuevos seguidores',
    likes: 'Me gusta',
    comments: 'Comentarios',
    shares: ['Compartidos', 'Veces compartido'],
    saves: ['Favoritos', 'Guardados'],
    reach: ['Espectadores totales', 'Total de espectadores'],
    profile_visits: ['Visitas al perfil', 'Visualizaciones del perfil'],
  },
  en: {
    title: ['Video analysis', 'Analytics'],
    caption: 'Mate by the river #paraguay',
    key: 'Key metrics',
    sources: 'Traffic source',
    kinds: 'Viewer types',
    retention: 'Retention rate',
    dropped: 'Most viewers stopped watching at 0:03.',
    updated: ['Last updated Nov 20', 'Posted on 11/12/2026'],
    views: ['Video views', 'Views'],
    watch_time: 'Total play time',
    average_watch_time: 'Average watch time',
    completion: 'Watched full video',
    followers_gained: 'New followers',
    likes: 'Likes',
    comments: 'Comments',
    shares: 'Shares',
    saves: ['Favorites', 'Saves'],
    reach: 'Total viewers',
    profile_visits: 'Profile views',
  },
};

const NAMES = { es: ['Resumen', 'Espectadores', 'Interacción'], en: ['Overview', 'Viewers', 'Engagement'] };

/** @param {PageOf} page */
function top(page) {
  return `<div class="title" style="justify-content:center">${icon('back')}<span style="margin:auto">${word(page, WORDS, 'title')}</span>${icon('dots')}</div>`;
}

/** The video with its counters, which have icons for names, and the tabs. @param {PageOf} page @param {import('./page.mjs').Colours} colours */
function about(page, colours) {
  const counted = [
    ['play', 'views'],
    ['heart', 'likes'],
    ['bubble', 'comments'],
    ['arrow', 'shares'],
    ['flag', 'saves'],
  ].map(([name = '', kind = '']) => `<span style="text-align:center">${icon(name, 18)}<br>${shown(page, kind)}</span>`);
  return `<div style="display:flex;gap:12px;padding:8px 16px">${still(page, 72, 96)}
      <div><div>${word(page, WORDS, 'caption')}</div><div class="quiet">${word(page, WORDS, 'updated')}</div></div></div>
    <div style="display:flex;justify-content:space-around;padding:10px;font-size:13px">${counted.join('')}</div>
    ${tabs(NAMES[page.language], colours)}`;
}

/** @param {PageOf} page @param {import('./page.mjs').Colours} colours */
function sources(page, colours) {
  const names = page.language === 'es' ? ['Para ti', 'Perfil personal', 'Siguiendo', 'Búsqueda'] : ['For You', 'Personal profile', 'Following', 'Search'];
  return `<h2>${word(page, WORDS, 'sources')}</h2>${shares(page, colours, names)}`;
}

/** @param {PageOf} page */
export function tiktokCards(page) {
  const colours = COLOURS[page.theme];
  const card = (/** @type {string} */ kind) =>
    `<div class="card" data-part><div class="quiet label">${word(page, WORDS, kind)}</div><div class="large">${figure(page, kind)}</div>
     <div class="quiet small">${page.random.one(['+', '-'])}${share(page, page.random.whole(11, 800))}</div></div>`;
  return documentOf(
    page,
    colours,
    `.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; padding: 4px 16px; }
     .card { background: ${colours.card}; border-radius: 8px; padding: 12px; }
     .label { font-size: 13px; } .large { font-size: 20px; font-weight: 700; margin-top: 4px; } .small { font-size: 12px; }`,
    {
      head: top(page),
      body: `${about(page, colours)}<h2>${word(page, WORDS, 'key')}</h2><div class="cards">${card('views')}${card('watch_time')}
     ${card('average_watch_time')}${card('completion')}${card('followers_gained')}${card('likes')}${card('comments')}
     ${card('shares')}</div>${chart(page, colours)}${sources(page, colours)}`,
    },
  );
}

/** @param {PageOf} page @param {string} kind */
function row(page, kind) {
  return `<div class="row" data-part><span>${word(page, WORDS, kind)}</span><b>${figure(page, kind)}</b></div>`;
}

/** @param {import('./page.mjs').Colours} colours */
const rows = (colours) => `.row { display: flex; justify-content: space-between; gap: 12px; padding: 12px 16px; background: ${colours.card}; border-bottom: 1px solid ${colours.line}; }
  .row > :last-child { white-space: nowrap; }`;

/** @param {PageOf} page */
export function tiktokList(page) {
  const colours = COLOURS[page.theme];
  return documentOf(page, colours, rows(colours), {
    head: top(page),
    body: `${about(page, colours)}<h2>${word(page, WORDS, 'key')}</h2>${row(page, 'watch_time')}${row(page, 'average_watch_time')}
     ${row(page, 'completion')}${row(page, 'followers_gained')}
     <h2>${word(page, WORDS, 'retention')}</h2><div class="quiet" style="padding:0 16px">${word(page, WORDS, 'dropped')}</div>
     ${chart(page, colours)}${sources(page, colours)}`,
  });
}

/** @param {PageOf} page */
export function tiktokAudience(page) {
  const colours = COLOURS[page.theme];
  const kinds = page.language === 'es' ? [['Nuevos espectadores', 'Espectadores recurrentes'], ['Seguidores', 'No seguidores']] : [['New viewers', 'Returning viewers'], ['Followers', 'Non-followers']];
  return documentOf(page, colours, rows(colours), {
    head: `${top(page)}${tabs(NAMES[page.language], colours)}`,
    body: `<h2>${word(page, WORDS, 'key')}</h2>${row(page, 'views')}${row(page, 'reach')}${row(page, 'likes')}
     ${row(page, 'comments')}${row(page, 'shares')}${row(page, 'saves')}${row(page, 'profile_visits')}${row(page, 'followers_gained')}
     <h2>${word(page, WORDS, 'kinds')}</h2>${kinds.map((names) => shares(page, colours, names)).join('')}${chart(page, colours)}`,
  });
}
