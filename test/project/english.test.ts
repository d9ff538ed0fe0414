/** Phrases that read as if translated. The list is a floor: read the text aloud as well. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const PHRASES = [
  /\b(?:whoever|whatever|wherever|whosoever)\b/,
  /\b(?:somebody|nobody|anew|beside|whence|thereof|therein|hereby|hence)\b/,
  /\b(?:is|are|was|be) told\b/,
  /\bto be said\b/,
  /\bsaid (?:anew|of)\b/,
  /\b(?:is|are) none\b/,
  /\b(?:it|they) (?:has|have) not\b(?! (?:been|yet|\w+ed)\b)/,
  // "There is no X" is fine, "it is no X" is not.
  /(?<!\bthere )\b(?:is|are|was|were|be) no\b(?! (?:longer|more|less|later|earlier|fewer))/,
  /\bhand-?overs?\b|\bhand(?:s|ed|ing)? (?:it |them |tokens? |the \w+ )?over\b/,
  /(?<!\ball )\b(?:stands?|standing|stood) (?:in|for|there|at|behind|alone|beside)\b/,
  /\bgood for nothing\b|\bof (?:no )?worth\b/,
  /\bwhat is (?:known|left|wrong) of\b/,
  /\bwhat (?:is|are) (?:invalid|missing|refused|rejected|accepted|checked|signed|valid|not)\b[^.?:]* (?:is|are|becomes?|gets?|has|passes)\b/,
  /\ba text\b/,
  /\bsays? (?:nothing|much|more) of\b/,
  /\bof one's own\b/,
  /\b(?:believes?|believed)\b/,
  /\b(?:refuse|refuses|refused|refusing|refusals?)\b/,
  /\bon (?:its|their) way\b/,
  /\b(?:none of the \w+|it|they) may (?:verify|sign|pass|read|call)\b/,
  /\blet (?:no|nothing|nobody)\b/,
  /\b(?:houses?|rooms?|doors?|cellars?|guests?|strangers?|neighbou?rs?)\b/,
  /\bscript knows\b/,
];

const files = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path}`),
];

/** Returns each phrase that is found, with the words around it. A phrase may go over a line break. */
function findPhrases(text: string): string[] {
  const prose = text
    .replaceAll(/\]\([^)]*\)|https?:\S+/g, ' ') // Links: the address of a page is not prose.
    .replaceAll(/\s+(?:\*(?!\/)|\/\/)?\s*/g, ' ')
    .toLowerCase();
  return PHRASES.flatMap((phrase) =>
    [...prose.matchAll(new RegExp(phrase, 'g'))].map(({ 0: match, index }) => {
      const around = prose.slice(Math.max(0, index - 40), index + match.length + 40);
      return `${match}: …${around}…`;
    }),
  );
}

test.each(files)('%s is in plain English', (file) => {
  expect(findPhrases(readFileSync(ROOT + file, 'utf8'))).toStrictEqual([]);
});

test.each([
  'Whoever has the secret can be any of your users',
  'What can be said anew for each token',
  'it has not three parts with dots between them',
  'The secret is no argument',
  'Hand tokens over on https: alone',
  'A phrase in a comment that goes\n * over a line break: there are\n * none',
  'What is invalid at the vendor is refused here',
  'Nothing else is believed',
])('finds the phrase in: %s', (text) => {
  expect(findPhrases(text)).not.toStrictEqual([]);
});

test.each([
  'There is no token',
  'The token is no longer valid',
  'It has not been read yet',
  'See [Connect the widget](docs/hand-over.md)',
  'Check what is in it. It is valid.',
  'Take the secret of the vendor',
])('accepts: %s', (text) => {
  expect(findPhrases(text)).toStrictEqual([]);
});
