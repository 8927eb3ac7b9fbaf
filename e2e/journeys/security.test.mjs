// The second factor and keys: set up, come in with it, prove who one is, make a key, call with it, revoke it.

import assert from 'node:assert/strict';

import { codeNow } from '../support/authenticator.mjs';
import { violations } from '../support/axe.mjs';
import { avenueForThisFile, journey } from '../support/journey.mjs';
import { register, signIn } from '../support/people.mjs';
import { text } from '../support/words.mjs';

const avenue = avenueForThisFile();

journey('a second factor is set up, and signing in asks for it', avenue, async ({ avenue, browser, page }) => {
  const person = await register(avenue);
  await signIn(browser, avenue, person);
  await page.goto(`${avenue.url}/account`);
  await page.getByRole('link', { name: text('security.second_factor') }).click();
  await page.getByRole('button', { name: text('security.begin') }).click();
  const secret = (await page.locator('#second-factor-secret').textContent()) ?? '';
  assert.equal(secret.length, 32);
  assert.deepEqual(await violations(page), []);
  await page.getByLabel(text('security.code'), { exact: true }).fill(codeNow(secret));
  await page.getByRole('button', { name: text('security.confirm') }).click();
  await page.getByRole('heading', { name: text('security.codes_title') }).waitFor();
  const codes = await page.locator('.factor-codes code').allTextContents();
  assert.equal(codes.length, 10);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: text('security.codes_kept') }).click();
  await page.getByText(text('security.on'), { exact: true }).waitFor();
  assert.deepEqual(await violations(page), []);

  // Without the session the password alone is not enough. The note that one may be there outlives it.
  browser.expect(/40[13]/);
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${avenue.url}/sign-in`);
  await page.getByLabel(text('public.email')).fill(person.email);
  await page.getByLabel(text('public.password'), { exact: true }).fill(person.password);
  await page.locator('form').getByRole('button', { name: text('common.sign_in') }).click();
  await page.getByLabel(text('security.code_or_recovery')).fill(codes[0] ?? '');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: text('security.confirm') }).click();
  await page.waitForURL('**/account');
});

journey('a key is made after proving who one is, works, and is revoked', avenue, async ({ avenue, browser, page }) => {
  const person = await register(avenue);
  await signIn(browser, avenue, person);
  // The one thing that is not real here: a sign-in is fresh for ten minutes, so the first answer is told for the API.
  browser.expect(/403/);
  let asked = 0;
  await page.route('**/api/identity/keys', async (route) => {
    if (route.request().method() !== 'POST' || asked++ > 0) return route.continue();
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'urn:avenue:error:fresh_sign_in_required',
        title: 'x',
        status: 403,
        code: 'fresh_sign_in_required',
        request_id: 'told',
      }),
    });
  });
  await page.goto(`${avenue.url}/account/keys`);
  await page.getByRole('heading', { level: 1, name: text('security.keys') }).waitFor();
  await page.getByRole('button', { name: text('security.key_create') }).click();
  await page.getByLabel(text('security.key_name')).fill('Contabilidad');
  await page.getByLabel('identity:read').check();
  assert.deepEqual(await violations(page), []);
  await page.locator('form').getByRole('button', { name: text('security.key_create') }).click();
  const dialog = page.getByRole('dialog', { name: text('security.prove_title') });
  await dialog.getByLabel(text('public.password'), { exact: true }).fill(person.password);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('button', { name: text('security.confirm') }).click();
  const key = (await page.locator('#new-api-key').textContent()) ?? '';
  assert.equal(asked, 2, 'the call was repeated');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: text('security.key_done') }).click();
  await page.getByText('Contabilidad').waitFor();

  const me = async () => fetch(`${avenue.url}/api/identity/me`, { headers: { 'x-api-key': key } });
  assert.equal((await (await me()).json()).email, person.email);
  await page.getByRole('button', { name: text('security.key_revoke') }).click();
  const confirm = page.getByRole('dialog', { name: text('security.key_revoke') });
  await confirm.getByRole('button', { name: text('security.key_revoke') }).click();
  await page.getByText(text('security.keys_empty'), { exact: true }).waitFor();
  assert.equal((await me()).status, 401);
});
