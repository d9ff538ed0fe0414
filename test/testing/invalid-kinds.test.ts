/** In which ways a token can be wrong, and what verifying and inspecting say of each. */
import {
  type ChatVendor,
  convrs,
  defineVendor,
  deskpro,
  khoros,
  verifyChatToken,
  zendesk,
} from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import {
  type InvalidTokenKind,
  invalidToken,
  invalidTokenKinds,
  testKey,
} from 'chat-token/testing';
import { describe, expect, test } from 'vitest';
import { NOW, permissive, refusal } from '../support/support.ts';
import { exampleUser } from '../vendors/tokens.ts';

/** The first finding of each kind, whatever the vendor; the claims of another depend on both. */
const FINDINGS: Readonly<Record<InvalidTokenKind, string | undefined>> = {
  expired: 'TOKEN_EXPIRED',
  'not-yet-valid': 'TOKEN_NOT_YET_VALID',
  'other-key': 'SIGNATURE_INVALID',
  'other-key-id': 'KID_OF_OTHER_KEY',
  'no-key-id': 'KID_MISSING',
  'other-vendor': undefined,
  tampered: 'SIGNATURE_INVALID',
  unsigned: 'TOKEN_UNSIGNED',
  'other-algorithm': 'ALG_UNSUPPORTED',
  'no-expiry': 'EXP_MISSING',
  milliseconds: 'TIME_IN_MILLISECONDS',
  'string-times': 'TIME_NOT_NUMBER',
  truncated: 'TOKEN_NOT_BASE64URL',
};

const optional = defineVendor({
  name: 'optional',
  title: 'Optional',
  docs: 'https://example.com',
  keyId: 'optional',
  schema: convrs.schema,
  lifetime: { default: 300, max: 86_400 },
});

describe.each<[ChatVendor<unknown, object>, missing: string[]]>([
  [zendesk, []],
  [khoros, []],
  [convrs, ['other-key-id', 'no-key-id']],
  [deskpro, ['other-key-id', 'no-key-id']],
  [optional, ['no-key-id']],
  // It takes any claims, and needs no exp.
  [permissive, ['no-key-id', 'other-vendor', 'no-expiry']],
])('$name', (vendor, missing) => {
  const user = exampleUser(vendor === optional || vendor === permissive ? convrs : vendor);

  test('has every kind that it can have', () => {
    const names = Object.keys(FINDINGS).filter((name) => !missing.includes(name));
    expect(invalidTokenKinds(vendor).map(({ kind }) => kind)).toStrictEqual(names);
  });

  test.each(invalidTokenKinds(vendor))('$kind: $code', async ({ kind, code }) => {
    const token = await invalidToken(vendor, user, kind, { now: NOW });
    expect(await invalidToken(vendor, user, kind, { now: NOW })).toBe(token);
    const options = { ...testKey(vendor), now: NOW };
    const verify = () => verifyChatToken(vendor, token, options);
    if (code === undefined) await verify();
    else await refusal(verify, code);
    const { findings } = await inspectChatToken(token, { vendor, ...options });
    if (kind !== 'other-vendor') expect(findings[0]?.code).toBe(FINDINGS[kind]);
    else expect(findings[0]?.code).toMatch(/^(?:PRODUCT_SUNSHINE_V\d|CLAIM_INVALID)$/);
  });
});

test('there are no kinds for what is no vendor', async () => {
  await refusal(() => invalidTokenKinds(JSON.parse('"zendesk"')), 'ERR_OPTION_INVALID');
});
