import { defineVendor, signChatToken, verifyChatToken } from 'chat-token';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { validateClaims } from '../../src/contract/validate.ts';
import { definition, faults, NOW, NOW_SECONDS, SECRET } from '../support/support.ts';

const options = { secret: SECRET, now: NOW };

test('a vendor that you define signs and verifies like those of the package', async () => {
  const acme = defineVendor({
    ...definition,
    fixedClaims: { role: 'visitor' },
    schema: v.strictObject({ visitorId: v.string(), plan: v.optional(v.string()) }),
    userId: (claims) => claims.visitorId,
  });
  const claims = acme.claims({ visitorId: 'v_1' });
  expect(claims).toStrictEqual({ role: 'visitor', visitorId: 'v_1' });
  expect(acme.userId(claims)).toBe('v_1');
  const token = await signChatToken(acme, { visitorId: 'v_1' }, options);
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };
  const verified = await verifyChatToken(acme, token, options);
  expect(verified.claims).toStrictEqual({ ...claims, ...times });
});

test("the schema's messages are hidden unless they are safe: they may hold user data", async () => {
  const schema = v.object({ plan: v.picklist(['free']), tags: v.array(v.string()) });
  const given = { plan: 'jane@example.com', tags: ['a', 1] } as never;
  const hidden = defineVendor({ ...definition, schema });
  expect(await faults(() => hidden.claims(given))).toStrictEqual([
    'plan: is not accepted',
    'tags[1]: is not accepted',
  ]);
  const open = defineVendor({ ...definition, schema, safeMessages: true });
  expect((await faults(() => open.claims(given)))[0]).toContain('jane@example.com');
});

const ROLE = 'role: is always "visitor" here: leave it out';
const EXP = 'exp: is reserved: signing sets the times';

test('user data cannot set fixed claims, times and registered claims', async () => {
  const open = defineVendor({ ...definition, fixedClaims: { role: 'visitor' } });
  for (const role of ['admin', 'visitor']) {
    expect(await faults(() => open.claims({ id: '1', role }))).toStrictEqual([ROLE]);
  }
  expect(await faults(() => open.claims({ exp: 1 }))).toStrictEqual([EXP]);
  const unnamed = 'is a registered claim that this contract does not name';
  expect(await faults(() => open.claims({ sub: 'u' }))).toStrictEqual([`sub: ${unnamed}`]);
});

test('a schema that changes the user cannot set them either', async () => {
  const sly = defineVendor({
    ...definition,
    fixedClaims: { role: 'visitor' },
    schema: v.pipe(
      v.object({ id: v.string() }),
      v.transform(({ id }) => (id === 'sly' ? { id, role: 'admin', exp: 1 } : { id })),
    ),
  });
  expect(await faults(() => sly.claims({ id: 'sly' }))).toStrictEqual([ROLE, EXP]);
  const claims = { id: 'sly', role: 'visitor' };
  const { issues = [] } = validateClaims(sly, claims);
  expect(issues.map(({ path, message }) => `${path}: ${message}`)).toStrictEqual([ROLE, EXP]);
  expect(validateClaims(sly, { ...claims, id: 'u' }).claims).toStrictEqual({
    id: 'u',
    role: 'visitor',
  });
});
