/** Tokens that are rejected, each for its own reason. All contain the user of the markers. */
import { zendesk } from 'chat-token';
import { forge, KEY_ID, NOW_SECONDS, OTHER_SECRET } from '../support/support.ts';
import { CARD, EMAIL, MARKER_SECRET, NAME, PLANTED, TOKEN, USER } from './markers.ts';

const HEADER = { alg: 'HS256', typ: 'JWT', kid: KEY_ID };
const CLAIMS = { ...zendesk.claims(USER), iat: NOW_SECONDS, exp: NOW_SECONDS + 3600 };

const header = (changes: object) => forge({ ...HEADER, ...changes }, CLAIMS, MARKER_SECRET);
const claims = (changes: object) => forge(HEADER, { ...CLAIMS, ...changes }, MARKER_SECRET);
const payload = (text: string) => forge(HEADER, text, MARKER_SECRET);
const [HEAD = '', PAYLOAD = '', SIGNATURE = ''] = TOKEN.split('.');

export const WRONG_TOKENS: Readonly<Record<string, unknown>> = {
  expired: claims({ exp: NOW_SECONDS - 1 }),
  'not yet valid': claims({ nbf: NOW_SECONDS + 60 }),
  'of another secret': forge(HEADER, CLAIMS, OTHER_SECRET),
  'of another key': header({ kid: PLANTED }),
  'without a kid': header({ kid: undefined }),
  'with a kid that is a list': header({ kid: [PLANTED] }),
  'of another algorithm': header({ alg: PLANTED }),
  'with crit': header({ crit: [PLANTED], [PLANTED]: PLANTED }),
  'with a header that is a string': forge(PLANTED, CLAIMS, MARKER_SECRET),
  'with a header that is a list': forge(`["${EMAIL}"]`, CLAIMS, MARKER_SECRET),
  'with a payload that is a string': payload(EMAIL),
  'with a payload that is JSON at first': payload(`{"email":"${EMAIL}"`),
  'with a payload that is a list': payload(`["${EMAIL}"]`),
  'with an invalid user': claims({ external_id: Number(CARD), [EMAIL]: NAME }),
  'with unknown claims': claims({ [CARD]: EMAIL, name: { [EMAIL]: NAME }, email: [EMAIL] }),
  'with a time that is a string': claims({ exp: EMAIL, iat: NAME, nbf: CARD }),
  'without exp': claims({ exp: undefined }),
  'too long': claims({ name: NAME.repeat(2000) }),
  'much too long': TOKEN + 'A'.repeat(2 ** 20),
  'of two parts': `${HEAD}.${PAYLOAD}`,
  'of five parts': `${TOKEN}.${PAYLOAD}.${SIGNATURE}`,
  'without a signature': `${HEAD}.${PAYLOAD}.`,
  'cut off': TOKEN.slice(0, -5),
  'after Bearer': `Bearer ${TOKEN}`,
  'in quotation marks': `"${TOKEN}"`,
  'in JSON': JSON.stringify({ token: TOKEN }),
  'in an object': { token: TOKEN },
  'in white space': ` ${TOKEN}\n`,
  'in a promise': Promise.resolve(TOKEN),
  'the claims themselves': CLAIMS,
  'the secret itself': MARKER_SECRET,
};
