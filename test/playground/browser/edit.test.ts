/** What the playground does when somebody edits: form and JSON in step, checks, keys, pictures. */
import { expect, test } from 'vitest';
import { choose, claims, editAs, open, settle, token, visit } from './visit.ts';

test('form and JSON are in step, both ways', async () => {
  const { page } = await visit();
  await choose(page, 'zendesk');
  await page.locator('#user-1').fill('Джейн');
  await editAs(page, 'JSON');
  const json = page.getByLabel('The user as JSON');
  expect(JSON.parse(await json.inputValue())).toMatchObject({ name: 'Джейн' });
  await json.fill('{ "external_id": "u_2", "email_verified": false, "nick": 1 }');
  await editAs(page, 'Form');
  expect(await page.locator('#user-0').inputValue()).toBe('u_2');
  expect(await page.locator('#user-1').inputValue()).toBe('');
  expect(await page.locator('#user-3').inputValue()).toBe('false');
  await page.getByRole('button', { name: 'Remove nick' }).click();
  await settle(page);
  expect(await claims(page)).toMatchObject({
    scope: 'user',
    external_id: 'u_2',
    email_verified: false,
  });
});

test('JSON that is none keeps the user as it was, and says why', async () => {
  const { page } = await visit();
  await editAs(page, 'JSON');
  await page.getByLabel('The user as JSON').fill('{ "userId": ');
  await page.getByText('Not JSON:').first().waitFor();
  expect(await page.getByLabel('The user as JSON').getAttribute('aria-invalid')).toBe('true');
  expect(await claims(page)).toHaveProperty('userId', '8a6e0804-2bd0-4672-b79d-d97027f9071a');
});

test('each vendor keeps what was typed', async () => {
  const { page } = await visit();
  await page.locator('#user-0').fill('u_9');
  await choose(page, 'deskpro');
  await choose(page, 'khoros');
  expect(await page.locator('#user-0').inputValue()).toBe('u_9');
  await page.getByRole('button', { name: 'Example' }).click();
  expect(await page.locator('#user-0').inputValue()).not.toBe('u_9');
});

test('rows are added, changed in kind and order, and taken away', async () => {
  const { page } = await visit();
  await choose(page, 'convrs');
  await page.getByRole('button', { name: 'Add one to agentData' }).click();
  await page.locator('#user-7-10-kind').selectOption('currency');
  await page.locator('#user-7-10-0').fill('Credit');
  await page.locator('#user-7-10-1').fill('');
  // On the way it reads 1.0, which is 1: the field shows what is typed.
  await page.locator('#user-7-10-1').pressSequentially('1.05');
  expect(await page.locator('#user-7-10-1').inputValue()).toBe('1.05');
  await page.locator('#user-7-10-2').fill('EUR');
  await page.getByRole('button', { name: 'Move up agentData 11' }).click();
  await page.getByRole('button', { name: 'Remove agentData 1', exact: true }).click();
  await settle(page);
  const rows = (await claims(page))['agentData'];
  expect(Array.isArray(rows) && rows.length).toBe(10);
  expect(Array.isArray(rows) && rows.at(-2)).toStrictEqual({
    label: 'Credit',
    value: 1.05,
    currency: 'EUR',
    type: 'currency',
  });
  const row = page.locator('.pg-row', { hasText: 'Credit' });
  expect(await row.innerText()).toContain('€1.05');
  await page.getByLabel('The agent’s locale').selectOption('de-DE');
  await expect.poll(() => row.innerText()).toMatch(/1,05\s€/);
});

test('a taken name of a member is refused where it is typed', async () => {
  const { page } = await visit();
  await choose(page, 'convrs');
  await page.locator('#user-6-0-name').fill('openTickets');
  await page.keyboard.press('Tab');
  await page.getByText('There is another of this name.').waitFor();
  await page.locator('#user-6-0-name').fill('account');
  await page.keyboard.press('Tab');
  await settle(page);
  expect((await claims(page))['userData']).toStrictEqual({
    account: 'enterprise',
    openTickets: 2,
    isTrial: false,
  });
});

test('a lifetime that cannot be used is refused by the library, at its field', async () => {
  const { page } = await visit();
  const field = page.getByLabel('Lifetime');
  await field.fill('15m');
  await settle(page);
  const { iat, exp } = await claims(page);
  expect(Number(exp) - Number(iat)).toBe(900);
  await field.fill('soon');
  await page.locator('#pg-problem', { hasText: 'expiresIn must be whole seconds' }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
});

test('a new key signs anew, with another id', async () => {
  const { page } = await visit();
  const before = await token(page);
  await page.getByRole('button', { name: 'Make a new key' }).click();
  await expect.poll(() => token(page)).not.toBe(before);
  await page.getByText('The signature is valid.').waitFor();
});

test('the picture follows the user and the situation', async () => {
  const { page } = await visit();
  const picture = page.locator('.pg-picture');
  await choose(page, 'zendesk');
  expect(await picture.innerText()).toMatch(/Jane Doe\s+✓\s*authenticated[\s\S]+✓\s*verified/);
  await page.locator('#user-3').selectOption('false');
  await expect.poll(() => picture.innerText()).toContain('no identity');
  await page.getByLabel('When the token arrives').selectOption('expired');
  await expect.poll(() => picture.innerText()).toContain('Refused');
});

test('a vendor with a hash: fields, hash and settings, and nothing that expires', async () => {
  const { page } = await visit();
  await choose(page, 'chatwoot');
  await page.locator('#user-1').fill('Jane Roe');
  await settle(page);
  const shown = (name: string) => page.getByRole('group', { name, exact: true }).innerText();
  const hash = (await shown('Hash')).trim();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const fields: object = JSON.parse(await shown('Fields'));
  expect(fields).toMatchObject({ identifier: 'u_1', name: 'Jane Roe' });
  expect(JSON.parse(await shown('Settings'))).toStrictEqual({ ...fields, identifier_hash: hash });
  const panel = await page.locator('#panel-make').innerText();
  expect(panel).not.toMatch(/expire|lifetime/i);
  expect(await page.locator('.pg-picture').count()).toBe(0);
  await page.locator('#user-0').fill('');
  await page.getByText('Chatwoot would refuse this user').waitFor();
});

test('an open contract: members are added in the form', async () => {
  const { page } = await visit();
  await choose(page, 'intercom');
  await page.getByRole('button', { name: 'Add a member', exact: true }).click();
  const member = page.locator('.pg-form > .pg-item').last();
  await member.getByLabel('Name').fill('team');
  await page.keyboard.press('Tab');
  await member.getByLabel('Value of team').fill('blue');
  await settle(page);
  expect(await claims(page)).toMatchObject({ user_id: 'u_1', team: 'blue' });
});

test('a token that is read: guessed, and as one of another vendor', async () => {
  const { page } = await visit();
  await choose(page, 'zendesk');
  const signed = (await token(page)).replaceAll('\n', '');
  await open(page, 'Read a token');
  await page.getByLabel('Paste a token').fill(signed);
  const report = page.locator('#panel-read');
  await report.getByText('Zendesk messaging: its scope is user').waitFor();
  await report.getByText('expires in 60 minutes').waitFor();
  await page.getByLabel('For which vendor').selectOption('khoros');
  await report.locator('.pg-findings', { hasText: 'VENDOR_OTHER' }).waitFor();
  await page.getByLabel('Paste a token').fill('no token');
  await expect.poll(() => report.locator('[role=status]').textContent()).toContain('error');
});
