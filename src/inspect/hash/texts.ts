import { formatPath } from '../../utils/issues.ts';
import type { FindingValues, Members } from '../findings.ts';

/** A string that a hash may be made of by mistake. */
export interface HashedText {
  readonly text: string;
  /** What was done, outermost first. */
  readonly causes: readonly HashCause[];
}

/** A cause of a wrong hash: the code of its finding, and what the finding says. */
export interface HashCause {
  readonly code:
    | 'HASH_OF_OTHER_FIELD'
    | 'HASH_OF_OTHER_CASE'
    | 'HASH_OF_OTHER_SPACE'
    | 'HASH_OF_OTHER_UNICODE'
    | 'HASH_OF_OTHER_TEXT'
    | 'HASH_OF_NOTHING'
    | 'HASH_TIME_OTHER';
  readonly values: FindingValues;
}

/** Longer texts and further fields are not tried. */
const MAX_LENGTH = 2000;
const MAX_FIELDS = 30;

/** What signing should have hashed, and the same with its time in other units. */
export interface RightTexts {
  readonly right: string;
  /** Those with another time, with the cause. */
  readonly timed: readonly HashedText[];
  /** Returns what signing would hash for other fields. */
  compose(fields: Members): string | undefined;
}

/** Returns the strings that a hash may be made of by mistake, the most likely first. */
export function* wrongTexts(
  fields: Members,
  { right, timed, compose }: RightTexts,
): Generator<HashedText> {
  const asGiven = compose(fields);
  const others = Object.entries(fields)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]): HashedText => {
      const text = String(value);
      // A name that is the user's own may be data.
      const field = formatPath([name]);
      // Some vendors hash a field in lower case.
      const cause: HashCause =
        text === asGiven
          ? { code: 'HASH_OF_OTHER_CASE', values: { how: `${field} as it was given` } }
          : { code: 'HASH_OF_OTHER_FIELD', values: { field } };
      return { text, causes: [cause] };
    })
    .filter(({ text }) => text !== right && text.length <= MAX_LENGTH)
    .slice(0, MAX_FIELDS);
  const own: readonly HashedText[] = right.length > MAX_LENGTH ? [] : [{ text: right, causes: [] }];
  const bases = [...own, ...timed, ...others];

  yield* timed;
  yield* others;
  for (const { text, causes } of bases) {
    for (const changed of changesOf(text)) {
      yield { text: changed.text, causes: [...causes, ...changed.causes] };
    }
  }
  // A message of several fields, one of which was changed.
  for (const [field, value] of Object.entries(fields).slice(0, MAX_FIELDS)) {
    if (value === right || typeof value !== 'string' || value.length > MAX_LENGTH) continue;
    for (const { text: changed, causes } of [...changesOf(value), LEFT_OUT]) {
      const text = compose({ ...fields, [field]: changed });
      if (text !== undefined) yield { text, causes };
    }
  }
  yield* documents(fields);
  for (const text of NOTHING) {
    const what = text === '' ? 'an empty string' : `the string "${text}"`;
    yield { text, causes: [{ code: 'HASH_OF_NOTHING', values: { what } }] };
  }
}

/** A field that was not part of the message. */
const LEFT_OUT: HashedText = {
  text: '',
  causes: [{ code: 'HASH_OF_OTHER_TEXT', values: { what: 'these fields without one of them' } }],
};

/** What a missing identifier becomes. */
const NOTHING = [
  ...['', 'undefined', 'null', 'None', 'nil', 'NaN', 'false', '0'],
  ...['[object Object]', '[object Promise]'],
];

/** A string in other forms, alone and in other letter case. */
function changesOf(text: string): readonly HashedText[] {
  const cases = caseChanges(text);
  const others = [...spaceChanges(text), ...unicodeChanges(text)];
  const both = cases.flatMap((first) =>
    [...spaceChanges(first.text), ...unicodeChanges(first.text)].map((second) => {
      return { text: second.text, causes: [...first.causes, ...second.causes] };
    }),
  );
  return [...cases, ...others, ...both].filter((changed) => changed.text !== text);
}

function caseChanges(text: string): readonly HashedText[] {
  return changes('HASH_OF_OTHER_CASE', text, [
    ['lower case', text.toLowerCase()],
    ['upper case', text.toUpperCase()],
  ]);
}

function spaceChanges(text: string): readonly HashedText[] {
  return changes('HASH_OF_OTHER_SPACE', text, [
    ['without the white space', text.trim()],
    ['a line break after it', `${text}\n`],
    ['a line break after it', `${text}\r\n`],
    ['a space after it', `${text} `],
    ['a space before it', ` ${text}`],
    ['in quotation marks', JSON.stringify(text)],
  ]);
}

function unicodeChanges(text: string): readonly HashedText[] {
  return changes(
    'HASH_OF_OTHER_UNICODE',
    text,
    (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => [form, text.normalize(form)]),
  );
}

function changes(
  code: HashCause['code'],
  text: string,
  results: readonly (readonly [how: string, text: string])[],
): readonly HashedText[] {
  return results
    .filter(([, result]) => result !== text)
    .map(([how, result]) => ({ text: result, causes: [{ code, values: { how } }] }));
}

/** All fields together. */
function documents(fields: Members): readonly HashedText[] {
  const causes: readonly HashCause[] = [
    { code: 'HASH_OF_OTHER_TEXT', values: { what: 'all fields as JSON' } },
  ];
  try {
    const forms = [JSON.stringify(fields), JSON.stringify(fields, undefined, 2)];
    return forms.filter(({ length }) => length <= MAX_LENGTH).map((text) => ({ text, causes }));
  } catch {
    return []; // A bigint, for example.
  }
}
