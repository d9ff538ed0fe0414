/**
 * The libraries that the vendors recommend, and some more, in both directions: they accept tokens that
 * are signed here, and the other way round, with the same header and claims. Invalid tokens are rejected
 * on both sides, for the right reason.
 */
import { signChatToken, verifyChatToken } from 'chat-token';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../support/support.ts';
import { keyFor } from '../support/vendors.ts';
import {
  CASES,
  type Case,
  EXAMPLES,
  FOREIGN_KID,
  MISSING_KID,
  RANDOM_ID,
  UNUSED_KID,
} from './cases.ts';
import { type Answers, ask, NOT_RUN, PEERS, secretFor } from './peers.ts';
import { WRONG_CASES } from './wrong-cases.ts';

const GOOD_CASES: readonly Case[] = [...CASES, ...EXAMPLES];
const SIGNED_HERE: readonly Case[] = [...GOOD_CASES, ...FOREIGN_KID, ...WRONG_CASES];
const SIGNED_THERE: readonly Case[] = [...SIGNED_HERE, ...UNUSED_KID, ...MISSING_KID];
const ERROR = { signature: 'ERR_SIGNATURE_INVALID', expired: 'ERR_TOKEN_EXPIRED' } as const;

const named = <C extends Case>(cases: readonly C[]) =>
  cases.map((one): [name: string, one: C] => [`${one.vendor.name}: ${one.name}`, one]);

async function signHere(one: Case): Promise<string> {
  const { vendor, user, claims, kid, keyId = kid, signer, change } = one;
  const { secret } = keyFor(vendor, signer, '');
  const now = new Date(claims.iat * 1000);
  const { exp } = claims;
  const lifetime = exp === undefined ? {} : { expiresIn: exp - claims.iat };
  const options = { keyId, secret, now, ...lifetime, randomId: () => RANDOM_ID };
  return change(await signChatToken(vendor, user, options));
}

function verifyHere({ vendor, kid, keyId = kid, secret: text }: Case, token: string) {
  const { secret } = keyFor(vendor, text, '');
  const ofKey = vendor.token.keyId === 'required' ? { keyId } : {};
  return verifyChatToken(vendor, token, { ...ofKey, secret });
}

/** The claims without what only signing and verifying need. */
function withoutMade({ vendor, claims }: Case): object {
  const { generatedClaims = [], keyIdClaim } = vendor.token;
  const members = Object.entries(claims);
  return Object.fromEntries(
    members.filter(([name]) => !generatedClaims.includes(name) && name !== keyIdClaim),
  );
}

function headerOf({ kid }: Case, typ: { readonly typ?: 'JWT' }): object {
  return { alg: 'HS256', ...typ, ...(kid === undefined ? {} : { kid }) };
}

let signedHere: string[];

beforeAll(async () => {
  signedHere = await Promise.all(SIGNED_HERE.map(signHere));
});

describe.each(PEERS)('$name', (peer) => {
  let answers: Answers;

  beforeAll(() => {
    answers = ask(peer, {
      sign: SIGNED_THERE.map(({ claims, kid, signer }) => ({
        claims,
        kid,
        secret: secretFor(signer),
      })),
      verify: SIGNED_HERE.map(({ secret }, index) => ({
        token: signedHere[index] ?? expect.fail('not signed'),
        secret: secretFor(secret),
      })),
    });
  });

  const verdictOn = (one: Case) => answers.verify[SIGNED_HERE.indexOf(one)];
  const signedThere = (one: Case) =>
    answers.sign[SIGNED_THERE.indexOf(one)] ?? expect.fail('not signed');

  describe('accepts', () => {
    test.each(named(GOOD_CASES))('%s', (_name, one) => {
      const header = headerOf(one, { typ: 'JWT' });
      expect(verdictOn(one)).toStrictEqual({ header, claims: one.claims });
    });
  });

  describe('rejects', () => {
    test.each(named(WRONG_CASES))('%s', (_name, one) => {
      const refused = expect.stringContaining(peer.refuses[one.because]);
      expect(verdictOn(one)).toStrictEqual({ refused });
    });
  });

  describe('is accepted', () => {
    test.each(named([...GOOD_CASES, ...UNUSED_KID]))('%s', async (_name, one) => {
      const { header, claims } = await verifyHere(one, signedThere(one));
      expect(header).toStrictEqual(headerOf(one, peer.typ));
      expect(claims).toStrictEqual(withoutMade(one));
    });
  });

  describe('is rejected', () => {
    test.each(named(WRONG_CASES))('%s', async (_name, one) => {
      const token = one.change(signedThere(one));
      await refusal(() => verifyHere(one, token), ERROR[one.because]);
    });

    test.each(named(MISSING_KID))('%s', async (_name, one) => {
      await refusal(() => verifyHere(one, signedThere(one)), 'ERR_KEY_ID_MISSING');
    });
  });

  describe(`has its header in ${peer.headerText}`, () => {
    // Ours is ASCII, whatever is in it, so that both read the same.
    test.each(named(FOREIGN_KID))('reads %s', (_name, one) => {
      const header = headerOf(one, { typ: 'JWT' });
      expect(verdictOn(one)).toStrictEqual({ header, claims: one.claims });
    });

    test.each(named(FOREIGN_KID))('signs %s', async (_name, one) => {
      const verify = () => verifyHere(one, signedThere(one));
      if (peer.headerText === 'latin1') {
        await refusal(verify, 'ERR_TOKEN_MALFORMED');
      } else {
        expect((await verify()).header).toStrictEqual(headerOf(one, peer.typ));
      }
    });
  });
});

test.skip.each(NOT_RUN)('not run: $name, $why', () => {});
