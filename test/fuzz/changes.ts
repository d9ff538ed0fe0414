/** Changes of a token in one place. */
import fc from 'fast-check';

/** Characters of tokens, those that look alike, white space and any other. */
const sign = fc.oneof(
  fc.constantFrom(...'ABab09-_'),
  fc.constantFrom('.', '=', '+', '/', '"', ' ', '\n', '\t', '\0', '\u00a0', '\u200b', '\ufeff'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);

/** Where: anywhere, and often at an end or at a dot. */
const place = fc.oneof(fc.nat(), fc.constantFrom('start', 'end', 'first dot', 'last dot'));

/** One change of a token, in one place. */
export const change = fc.oneof(
  fc.record({ how: fc.constant('replace' as const), place, sign }),
  fc.record({ how: fc.constant('insert' as const), place, sign }),
  fc.record({ how: fc.constant('delete' as const), place }),
  fc.record({ how: fc.constant('other case' as const), place }),
  fc.record({ how: fc.constant('swap' as const), place, with: place }),
  // The same bytes, written in another way.
  fc.record({ how: fc.constant('respell' as const), end: fc.constantFrom('=', '\n', ' ', 'bits') }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;
type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

function indexOf(where: Place, token: string): number {
  if (typeof where === 'number') return where % token.length;
  if (where === 'start') return 0;
  if (where === 'first dot') return token.indexOf('.');
  return where === 'end' ? token.length - 1 : token.lastIndexOf('.');
}

/** The last character of a signature has two bits that do not count. */
function otherBits(token: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + (digits[digits.indexOf(token.slice(-1)) ^ 1] ?? '');
}

/** The token with the change. */
export function changed(token: string, made: Change): string {
  if (made.how === 'respell') return made.end === 'bits' ? otherBits(token) : token + made.end;
  const signs = [...token];
  const index = indexOf(made.place, token);
  const [here = ''] = signs.slice(index);
  if (made.how === 'replace') signs[index] = made.sign;
  // After the last character too, where files have their line break.
  else if (made.how === 'insert')
    signs.splice(made.place === 'end' ? index + 1 : index, 0, made.sign);
  else if (made.how === 'delete') signs.splice(index, 1);
  else if (made.how === 'other case') {
    signs[index] = here === here.toUpperCase() ? here.toLowerCase() : here.toUpperCase();
  } else {
    const other = indexOf(made.with, token);
    [signs[index], signs[other]] = [signs[other] ?? '', here];
  }
  return signs.join('');
}
