import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { startAvenue } from './support/avenue.mjs';
import { openBrowser } from './support/browser.mjs';
import { violations } from './support/axe.mjs';
import { PAGES, settle } from './support/pages.mjs';
import { admin, call, register, signIn } from './support/people.mjs';
const only = process.argv[2] ? new RegExp(process.argv[2]) : null;
const avenue = await startAvenue();
try {
  const inner = 'legacy-dump/avenue';
  execFileSync(avenue.program, ['restore', '--into', 'legacy', `/tmp/legacy/${inner}`], { env: avenue.env, stdio: 'ignore' });
  const person = await admin(avenue);
  const customer = await register(avenue);
  for (const role of ['brand', 'creator', 'creator']) await register(avenue, role);
  const { access_token: token } = await call(avenue, 'POST', '/api/identity/sign-in', person);
  await call(avenue, 'POST', '/api/identity/password/forgot', { email: customer.email }, token).catch((e) => console.log(String(e)));
  const wait = async (id) => { for (let n = 0; n < 600; n++) { const j = await call(avenue, 'GET', `/api/system/jobs/${id}`, undefined, token); if (['succeeded','failed','cancelled'].includes(j.status)) return j; await new Promise((r) => setTimeout(r, 100)); } throw new Error('job'); };
  let backup;
  for (let n = 0; n < 3; n++) { const s = await call(avenue, 'POST', '/api/backups', { database: 'legacy', label: n ? undefined : 'antes de migrar' }, token); await wait(s.job_id); backup = s.backup_id; }
  const v = await call(avenue, 'POST', `/api/backups/${backup}/verify`, undefined, token); await wait(v.id);
  const d = await call(avenue, 'POST', '/api/backups/drills', { backup_id: backup }, token); await wait(d.id);
  const cmp = await call(avenue, 'POST', `/api/backups/${backup}/compare`, { database: 'legacy' }, token); await wait(cmp.id);
  const census = await call(avenue, 'POST', '/api/inspection/databases/legacy/collections/users/census', undefined, token).catch((e) => console.log(String(e)));
  if (census) await wait(census.id);
  const users = await call(avenue, 'GET', '/api/identity/users', undefined, token);
  const more = [
    { name: 'backup', path: `/admin/backups/${backup}?job=${d.id}`, who: 'admin' },
    { name: 'backup-compared', path: `/admin/backups/${backup}?job=${cmp.id}`, who: 'admin' },
    { name: 'drills', path: '/admin/backups?tab=drills', who: 'admin' },
    { name: 'schedule', path: '/admin/backups?tab=schedule', who: 'admin' },
    { name: 'diagnostics', path: '/admin/backups?tab=diagnostics', who: 'admin' },
    { name: 'inspector-legacy', path: '/admin/inspector/legacy', who: 'admin' },
    { name: 'collection', path: '/admin/inspector/legacy/users', who: 'admin' },
    { name: 'census', path: `/admin/inspector/legacy/users?tab=census&job=${census?.id}`, who: 'admin' },
    { name: 'references', path: '/admin/inspector/legacy/users?tab=references', who: 'admin' },
    { name: 'indexes', path: '/admin/inspector/legacy/users?tab=indexes', who: 'admin' },
    { name: 'user', path: `/admin/users/${users.items[0].id}`, who: 'admin' },
    { name: 'admin-nowhere', path: '/admin/nowhere', who: 'admin' },
    { name: 'verify', path: '/verify-email?token=x', who: 'nobody' },
  ];
  const people = { nobody: null, customer, admin: person };
  await mkdir('/tmp/shots', { recursive: true });
  for (const size of ['desktop', 'phone']) for (const theme of ['light', 'dark']) for (const who of ['nobody', 'customer', 'admin']) {
    const b = await openBrowser({ size, theme });
    b.expect(/verify/);
    if (people[who]) await signIn(b, avenue, people[who]);
    if (who === 'admin') await b.context.addInitScript(() => localStorage.setItem('avenue.database', 'legacy'));
    for (const page of [...PAGES, ...more].filter((p) => p.who === who && (!only || only.test(p.name)))) {
      try {
        await settle(b.page, avenue.url + page.path);
        await b.page.screenshot({ path: `/tmp/shots/${page.name.replace(/\W+/g, '-')}-${size}-${theme}.png`, fullPage: true });
        const found = await violations(b.page);
        const wide = await b.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const problems = b.problems();
        if (found.length || wide > 0 || problems.length) console.log(size, theme, page.name, found, wide > 0 ? `sideways ${wide}` : '', problems);
      } catch (e) { console.log(size, theme, page.name, String(e).slice(0, 300), b.problems()); }
    }
    await b.close();
  }
} finally { console.log('stopped', await avenue.stop()); }
