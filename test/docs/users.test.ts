/** The example users, which the CLI prints and the demo signs, cause no errors. */
import { readdirSync, readFileSync } from 'node:fs';
import { type ChatVendor, convrs, deskpro, khoros, signChatToken, zendesk } from 'chat-token';
import { inspectChatToken, lintClaims } from 'chat-token/inspect';
import { testKey } from 'chat-token/testing';
import { expect, test } from 'vitest';

const folder = new URL('../../docs/examples/users/', import.meta.url);
const vendors: readonly ChatVendor<unknown, object>[] = [convrs, deskpro, khoros, zendesk];

test('each vendor has an example user', () => {
  const files = vendors.map(({ name }) => `${name}.json`);
  expect(readdirSync(folder).toSorted()).toStrictEqual(files.toSorted());
});

test.each(vendors)('the example user of $name', async (vendor) => {
  const user = JSON.parse(readFileSync(new URL(`${vendor.name}.json`, folder), 'utf8'));
  const token = await signChatToken(vendor, user, testKey(vendor));
  const { ok, findings } = await inspectChatToken(token, { vendor, ...testKey(vendor) });
  expect(ok).toBe(true);
  for (const { severity, code } of [...findings, ...lintClaims(vendor, vendor.claims(user))]) {
    expect(severity, code).not.toBe('error');
  }
});
