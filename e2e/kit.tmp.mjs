import { startAvenue } from './support/avenue.mjs';
import { openBrowser } from './support/browser.mjs';
const a = await startAvenue();
const b = await openBrowser();
b.page.on('console', m => console.log(m.type(), m.text().slice(0,1500)));
b.page.on('pageerror', e => console.log('ERR', String(e.stack).slice(0,1500)));
await b.page.goto(a.url + '/kit'); await new Promise(r => setTimeout(r, 4000));
console.log((await b.page.content()).length, await b.page.locator('body').innerText());
await b.close(); await a.stop();
