import { createHmac } from 'node:crypto';
import {
  amazonConnect,
  createChatTokenSigner,
  signChatLogin,
  signChatToken,
  verifyChatToken,
} from 'chat-token';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import {
  decodeToken,
  faults,
  forge,
  NOW,
  NOW_SECONDS,
  refusal,
  SECRET,
} from '../../support/support.ts';
import { describeFaults } from '../tokens.ts';

const WIDGET_ID = '00000000-0000-4000-8000-000000000000';
const widget = amazonConnect({ widgetId: WIDGET_ID });
const options = { secret: SECRET, now: NOW };
const attributes = { plan: 'pro' };

describe('configuration', () => {
  test.each([
    [{}, 'widgetId is missing'],
    [{ widgetId: ' ' }, 'widgetId must be a string that is not blank'],
    [{ widgetId: 7 }, 'widgetId must be a string that is not blank'],
  ])('rejects %j', async (config, message) => {
    const error = await refusal(() => amazonConnect(config as never), 'ERR_OPTION_INVALID');
    expect(error.message).toContain(message);
  });

  test('must come first', async () => {
    const call = () => signChatToken(amazonConnect as never, {}, options as never);
    const error = await refusal(call, 'ERR_OPTION_INVALID');
    expect(error.message).toContain('Call amazonConnect({ widgetId }) first');
  });
});

describe('claims', () => {
  test('are the widget id and what the user has, in the order of the contract', () => {
    const user = { customerId: 'u_1', relatedContactId: 'c_1', attributes };
    expect(JSON.stringify(widget.claims(user))).toBe(
      `{"sub":"${WIDGET_ID}","attributes":{"plan":"pro"},"relatedContactId":"c_1","customerId":"u_1"}`,
    );
    expect(widget.claims({})).toStrictEqual({ sub: WIDGET_ID });
  });

  test('name the user only with customerId', () => {
    expect(widget.userId({ sub: WIDGET_ID })).toBeNull();
    expect(widget.userId({ sub: WIDGET_ID, customerId: 'u_1' })).toBe('u_1');
  });

  test('may have each type of segment attribute, and nested ones', () => {
    const segmentAttributes = {
      'connect:Subtype': { ValueString: 'connect:Guide' },
      count: { ValueInteger: 7 },
      map: { ValueMap: { inner: { ValueString: 'x' } } },
      list: { ValueList: [{ ValueString: 'x' }] },
      arn: { ValueArn: 'arn:aws:connect:us-east-1:000000000000:instance/x' },
    };
    expect(widget.claims({ segmentAttributes })).toStrictEqual({
      sub: WIDGET_ID,
      segmentAttributes,
    });
  });

  const long = 'x'.repeat(16_384);
  test('may have attributes of 32,768 bytes, names included', () => {
    const user = { attributes: { a: long, b: long.slice(2) } };
    expect(widget.claims(user)).toStrictEqual({ sub: WIDGET_ID, ...user });
    expect(widget.claims({ attributes: { empty: '' } })).toMatchObject({
      attributes: { empty: '' },
    });
  });

  const NAME = 'must have only letters, digits, - and _';
  describeFaults(widget, [
    [{ sub: 'u_1' }, `sub: is always "${WIDGET_ID}" here: leave it out`],
    [{ attributes: { seats: 12 } }, 'attributes.seats: must be a string, got a number'],
    [{ attributes: { trial: true } }, 'attributes.trial: must be a string, got a boolean'],
    [{ attributes: { plan: null } }, 'attributes.plan: must be a string, got null'],
    [{ attributes: { 'a b': 'x' } }, `attributes["…"]: ${NAME}`],
    [{ attributes: { 'a:b': 'x' } }, `attributes["…"]: ${NAME}`],
    [{ attributes: { é: 'x' } }, `attributes["…"]: ${NAME}`],
    [{ attributes: { '': 'x' } }, `attributes["…"]: ${NAME}`],
    [
      { attributes: { a: long, b: long.slice(1) } },
      'attributes: must have at most 32768 bytes in all',
    ],
    [{ attributes: { a: 'é'.repeat(16_384) } }, 'attributes: must have at most 32768 bytes in all'],
    [{ attributes: { a: long + long } }, 'attributes.a: must have at most 32767 characters'],
    [
      { segmentAttributes: { a: 'x' } },
      'segmentAttributes.a: must be a plain object, got a string',
    ],
    [
      { segmentAttributes: { ['x'.repeat(129)]: {} } },
      'segmentAttributes["…"]: must have 1 to 128 characters',
    ],
    [
      { segmentAttributes: { a: { ValueString: 'x'.repeat(1025) } } },
      'segmentAttributes.a.ValueString: must have at most 1024 characters',
    ],
    [{ relatedContactId: 'x'.repeat(257) }, 'relatedContactId: must have at most 256 characters'],
    [{ customerId: 'x'.repeat(129) }, 'customerId: must have at most 128 characters'],
    [{ Attributes: attributes }, 'Attributes: is not known; did you mean "attributes"?'],
    [{ iat: 1 }, 'iat: is reserved: signing sets it'],
  ]);
});

describe('the vector that was computed with Python', () => {
  // It looks like base64, and is used as it is.
  const secret = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=';
  const payload = `{"sub":"${WIDGET_ID}","iat":1767225600,"exp":1767226200,"attributes":{"name":"Jane"}}`;
  const encode = (json: string) => Buffer.from(json).toString('base64url');
  const vector = `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode(payload)}.Gq44dYwhtwEt2l2bwx2obi84zLBVPDywy4jF8Hw1cGg`;

  test('is verified', async () => {
    const { claims } = await verifyChatToken(widget, vector, { secret, now: NOW });
    expect(claims).toStrictEqual(JSON.parse(payload));
  });

  test('has the claims of our token, which the text of the secret signs', async () => {
    const user = { attributes: { name: 'Jane' } };
    const token = await signChatToken(widget, user, { secret, expiresIn: '10m', now: NOW });
    expect(JSON.parse(decodeToken(token)[1])).toStrictEqual(JSON.parse(payload));
    expect(jwt.verify(token, secret, { clockTimestamp: NOW_SECONDS })).toBeTruthy();
    const [header, claims, signature] = token.split('.');
    const hmac = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
    expect(signature).toBe(hmac);
    const decoded = Buffer.from(secret, 'base64');
    await refusal(() => verifyChatToken(widget, token, { secret: decoded, now: NOW }));
  });
});

describe('lifetime', () => {
  test('is 5 minutes by default', async () => {
    const login = await signChatLogin(widget, { customerId: 'u_1' }, options);
    expect(login).toMatchObject({
      userId: 'u_1',
      expiresAt: NOW_SECONDS + 300,
      settings: { token: login.token },
    });
  });

  test('is at most 10 minutes', async () => {
    await signChatToken(widget, {}, { ...options, expiresIn: 600 });
    const call = () => signChatToken(widget, {}, { ...options, expiresIn: 601 });
    expect((await refusal(call, 'ERR_OPTION_INVALID')).message).toContain('expiresIn');
    await refusal(
      () => createChatTokenSigner(widget, { secret: SECRET, expiresIn: '1h' }),
      'ERR_OPTION_INVALID',
    );
  });

  test('must be in the token', async () => {
    const token = forge({ alg: 'HS256' }, { sub: WIDGET_ID, iat: NOW_SECONDS });
    await refusal(() => verifyChatToken(widget, token, options), 'ERR_CLAIMS_INVALID');
  });
});

test('a token of more than 3,000 characters is rejected, with the longest claim', async () => {
  const user = { customerId: 'u_1', attributes: { plan: 'pro', note: 'x'.repeat(2100) } };
  const call = () => signChatToken(widget, user, options);
  const [fault = '', ...others] = await faults(call);
  expect(fault).toMatch(
    /^attributes: is the longest claim of a token of \d{4} characters, and 3000 fit$/,
  );
  expect(others).toStrictEqual([]);
  const small = { ...user, attributes: { plan: 'pro', note: 'x'.repeat(1900) } };
  expect((await signChatToken(widget, small, options)).length).toBeLessThanOrEqual(3000);
});

test('a token of another widget is rejected', async () => {
  const other = amazonConnect({ widgetId: '00000000-0000-4000-8000-000000000001' });
  const token = await signChatToken(other, {}, options);
  expect(await faults(() => verifyChatToken(widget, token, options))).toStrictEqual([
    `sub: must be "${WIDGET_ID}"`,
  ]);
});

/** Checked by the compiler. */
test('the types know the members', () => {
  expect(widget.claims({ attributes, customerId: null }).sub).toBe(WIDGET_ID);
  const rejected = [
    // @ts-expect-error an attribute is a string
    () => widget.claims({ attributes: { seats: 12 } }),
    // @ts-expect-error sub is configuration
    () => widget.claims({ sub: 'u_1' }),
    // @ts-expect-error a segment attribute is an object
    () => widget.claims({ segmentAttributes: { Subtype: 'connect:Guide' } }),
  ];
  for (const call of rejected) expect(call).toThrow('Amazon Connect communications widget');
  // @ts-expect-error widgetId is missing
  expect(() => amazonConnect({})).toThrow('widgetId is missing');
});
