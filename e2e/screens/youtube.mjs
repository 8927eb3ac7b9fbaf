// YouTube Studio's pages: figures in cards under their names, in a list, and three beside each other over a chart.

import { chart, documentOf, escaped, figure, icon, still, tabs, word } from './page.mjs';

/** @typedef {import('./page.mjs').PageOf} PageOf */

/** @type {Record<import('./draw.mjs').Theme, import('./page.mjs').Colours>} */
const COLOURS = {
  light: { ground: '#ffffff', card: '#f2f2f2', text: '#0f0f0f', quiet: '#606060', line: '#e5e5e5', accent: '#41b4d9' },
  dark: { ground: '#0f0f0f', card: '#212121', text: '#f1f1f1', quiet: '#aaaaaa', line: '#3d3d3d', accent: '#41b4d9' },
};

/** @type {Record<import('./draw.mjs').Language, import('./page.mjs').Words>} */
const WORDS = {
  es: {
    title: ['Estadísticas del video', 'Estadísticas'],
    since: ['Desde la publicación', 'Primeros 9 días y 4 horas'],
    usual: ['Más de lo habitual', 'Similar a lo habitual'],
    rank: ['Clasificación por vistas', 'Clasificación por visualizaciones'],
    rank_of: '2 de 10',
    caption: 'Receta de chipa guasu',
    latest: 'Rendimiento del video más reciente',
    views: ['Vistas', 'Visualizaciones'],
    watch_time: ['Tiempo de reproducción (horas)', 'Tiempo de visualización (horas)'],
    followers_gained: 'Suscriptores',
    impressions: 'Impresiones',
    click_through_rate: ['Tasa de clics de las impresiones', 'Porcentaje de clics de las impresiones'],
    average_watch_time: ['Duración promedio de las vistas', 'Duración media de las visualizaciones'],
    average_watched: ['Porcentaje promedio reproducido', 'Porcentaje medio visto'],
    likes: 'Me gusta',
    comments: 'Comentarios',
    reach: ['Espectadores únicos', 'Usuarios únicos'],
  },
  en: {
    title: ['Video analytics', 'Analytics'],
    since: ['Since published', 'First 9 days 4 hours'],
    usual: ['More than usual', 'About the same as usual'],
    rank: 'Ranking by views',
    rank_of: '2 of 10',
    caption: 'How to bake chipa',
    latest: 'Latest video performance',
    views: 'Views',
    watch_time: 'Watch time (hours)',
    followers_gained: 'Subscribers',
    impressions: 'Impressions',
    click_through_rate: 'Impressions click-through rate',
    average_watch_time: 'Average view duration',
    average_watched: 'Average percentage viewed',
    likes: 'Likes',
    comments: 'Comments',
    reach: 'Unique viewers',
  },
};

/** @param {PageOf} page */
function top(page) {
  return `<div class="title">${icon('back')}<span>${word(page, WORDS, 'title')}</span>${icon('dots')}</div>`;
}

/** @param {PageOf} page */
function about(page) {
  return `<div style="display:flex;gap:12px;padding:4px 16px 12px">${still(page, 120, 68)}
    <div><div>${word(page, WORDS, 'caption')}</div><div class="quiet">${word(page, WORDS, 'since')}</div></div></div>`;
}

/** The app's own bar at the bottom. @param {PageOf} page @param {import('./page.mjs').Colours} colours */
function foot(page, colours) {
  const names = page.language === 'es' ? ['Panel', 'Contenido', 'Estadísticas', 'Comunidad', 'Ganancias'] : ['Dashboard', 'Content', 'Analytics', 'Community', 'Earn'];
  const icons = ['house', 'play', 'bars', 'bubble', 'coin'];
  const cells = names.map((name, at) => `<span style="text-align:center;font-size:10px">${icon(icons[at] ?? '', 22)}<br>${escaped(name)}</span>`);
  return `<div style="display:flex;justify-content:space-around;padding:8px 4px;border-top:1px solid ${colours.line}">${cells.join('')}</div>`;
}

/** Whether it is more than usual. @param {PageOf} page */
function way(page) {
  return `<span style="color:${page.random.one(['#2ba640', '#909090'])}">${icon(page.random.one(['up', 'down']), 16)}</span>`;
}

/** @param {PageOf} page */
export function youtubeCards(page) {
  const colours = COLOURS[page.theme];
  const card = (/** @type {string} */ kind) =>
    `<div class="card" data-part><div class="quiet">${word(page, WORDS, kind)}</div><div class="large">${figure(page, kind)} ${way(page)}</div>
     <div class="quiet small">${word(page, WORDS, 'usual')}</div></div>`;
  return documentOf(
    page,
    colours,
    `.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; padding: 4px 16px; }
     .card { background: ${colours.card}; border-radius: 10px; padding: 14px; }
     .large { font-size: 22px; font-weight: 500; margin-top: 6px; } .small { font-size: 12px; margin-top: 4px; }`,
    {
      head: top(page),
      body: `${about(page)}<div class="cards">${card('views')}${card('watch_time')}${card('followers_gained')}${card('impressions')}
     ${card('click_through_rate')}${card('average_watch_time')}${card('average_watched')}${card('reach')}</div>
     ${chart(page, colours)}`,
      foot: foot(page, colours),
    },
  );
}

/** @param {PageOf} page */
export function youtubeList(page) {
  const colours = COLOURS[page.theme];
  const row = (/** @type {string} */ kind) =>
    `<div class="row" data-part><span>${word(page, WORDS, kind)}</span><span class="end">${figure(page, kind)} ${way(page)}</span></div>`;
  return documentOf(
    page,
    colours,
    `.row { display: flex; justify-content: space-between; gap: 12px; padding: 13px 16px; border-bottom: 1px solid ${colours.line}; }
     .end { white-space: nowrap; font-weight: 500; }`,
    {
      head: top(page),
      body: `<h2>${word(page, WORDS, 'latest')}</h2>${about(page)}
     <div class="row"><span>${word(page, WORDS, 'rank')}</span><span class="end">${word(page, WORDS, 'rank_of')} ${icon('right', 14)}</span></div>
     ${row('views')}${row('impressions')}${row('click_through_rate')}${row('average_watch_time')}${row('average_watched')}
     ${row('watch_time')}${row('followers_gained')}${row('likes')}${row('comments')}`,
      foot: foot(page, colours),
    },
  );
}

/** @param {PageOf} page */
export function youtubeTabs(page) {
  const colours = COLOURS[page.theme];
  const names = page.language === 'es' ? ['Resumen', 'Alcance', 'Participación', 'Público'] : ['Overview', 'Reach', 'Engagement', 'Audience'];
  const cell = (/** @type {string} */ kind, open = false) =>
    `<div class="cell" data-part style="${open ? `background:${colours.card};` : ''}"><div class="quiet small">${word(page, WORDS, kind)}</div>
     <div class="large">${figure(page, kind)}</div></div>`;
  const row = (/** @type {string} */ kind) =>
    `<div class="row" data-part><div><div class="large">${figure(page, kind)}</div><div class="quiet">${word(page, WORDS, kind)}</div></div>${way(page)}</div>`;
  const said = page.figures.views?.text ?? '';
  const headline = page.language === 'es' ? `Este video tuvo ${said} vistas desde que se publicó` : `This video has gotten ${said} views since it was published`;
  return documentOf(
    page,
    colours,
    `.cells { display: grid; grid-template-columns: 1fr 1fr 1fr; border: 1px solid ${colours.line}; border-radius: 12px; margin: 8px 16px; overflow: hidden; }
     .cell { padding: 12px 10px; border-right: 1px solid ${colours.line}; }
     .row { display: flex; justify-content: space-between; align-items: center; padding: 12px 16px; border-bottom: 1px solid ${colours.line}; }
     .large { font-size: 19px; font-weight: 600; margin: 4px 0; } .small { font-size: 12px; }`,
    {
      head: `${top(page)}${tabs(names, colours)}`,
      body: `<div style="font-size:19px;font-weight:600;text-align:center;padding:16px 28px">${escaped(headline)}</div>
     <div class="cells">${cell('views', true)}${cell('watch_time')}${cell('followers_gained')}</div>${chart(page, colours)}
     ${row('impressions')}${row('click_through_rate')}${row('reach')}${row('average_watch_time')}${row('average_watched')}`,
      foot: foot(page, colours),
    },
  );
}
