/** Where test/data/leak.json says to search, and how each place is searched here. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readData } from '../support/support.ts';
import { HOSTILE } from './hostile.ts';
import { CARD, EMAIL, leaksIn, MARKER_SECRET, NAME, PLANTED, TOKEN } from './markers.ts';
import { SINKS } from './sinks.ts';

interface Places {
  secretMarkers: string[];
  sinks: string[];
  piiMarkers: string[];
  piiSinks: string[];
}

const places = readData<Places>('leak.json');

/** How a place is searched: by sinks of sinks.ts, by a test with that name in a file, or not. */
type Search =
  | { readonly sinks: readonly string[] }
  | { readonly file: string; readonly tests: readonly string[] }
  | { readonly notRun: string };

const FUNCTIONS = { file: 'test/leaks/functions.test.ts', tests: ['%s lets nothing out'] };
const PROCESSES = 'test/leaks/processes.test.ts';

/** By the first words of each. */
const SEARCHES: Readonly<Record<string, Search>> = {
  'util.inspect(instance': { sinks: ['inspect', 'inspect as a console does'] },
  'console.log / String': { sinks: ['text', 'inspect as a console does'] },
  'JSON.stringify(instance)': { sinks: ['JSON', 'members', 'everything'] },
  'structuredClone / v8.serialize': { sinks: ['structured clone'] },
  'error.message, error.stack': { sinks: ['everything'] },
  'util.inspect(error)': { sinks: ['inspect', 'JSON', 'JSON with own names'] },
  'unhandledRejection and': { file: PROCESSES, tests: ['$how of $name'] },
  'process.emitWarning': { file: PROCESSES, tests: ['$how of $name'] },
  'Sentry/pino/winston': { sinks: ['sentry', 'pino', 'winston'] },
  'HTTP response body': { sinks: ['openTelemetry', 'HTTP'] },
  'vitest/jest assertion': {
    sinks: ['a failed assertion of vitest', 'a failed assertion of jest'],
  },
  'dist/*.js, *.d.ts': {
    file: 'test/package/secrets.test.ts',
    tests: ['%s holds nothing of where it was made', 'the tarball holds what is in its files'],
  },
  'heap snapshot': {
    notRun: 'Whoever signs has the secret in memory, so a snapshot must hold it.',
  },
  'React/Next serialisation': {
    notRun:
      'React is no dependency. What is made here are functions, which it refuses as structuredClone does: that sink is searched.',
  },
  'errors of failed verification': FUNCTIONS,
  'JSON.parse error messages': FUNCTIONS,
  'the token itself': FUNCTIONS,
  'debug logs': { file: PROCESSES, tests: ['$how of $name'] },
};

/** Beside those of SINKS: it is asked only of answers. */
const OTHER_SINKS = ['HTTP'];

describe('leak.json', () => {
  const all = [...places.sinks, ...places.piiSinks];

  test.for(all)('%s', (place, { skip }) => {
    const searches = Object.entries(SEARCHES).filter(([words]) => place.startsWith(words));
    expect(searches, 'each place is in the table once').toHaveLength(1);
    for (const [, search] of searches) {
      if ('notRun' in search) skip(search.notRun);
      else if ('sinks' in search) {
        expect([...Object.keys(SINKS), ...OTHER_SINKS]).toEqual(
          expect.arrayContaining([...search.sinks]),
        );
      } else {
        const text = readFileSync(search.file, 'utf8');
        for (const name of search.tests) expect(text).toContain(`('${name}'`);
      }
    }
  });

  test('16 places are searched, and 2 are not', () => {
    const notRun = Object.values(SEARCHES).filter((search) => 'notRun' in search);
    expect([all.length, Object.keys(SEARCHES).length, notRun.length]).toStrictEqual([18, 18, 2]);
  });

  test('the markers are those that it names', () => {
    expect(places.piiMarkers).toStrictEqual(['email', 'name', 'card number inside claims']);
    expect(places.secretMarkers).toStrictEqual([
      'the secret string',
      'its base64',
      'its base64url',
      'its hex',
      'its first 8 chars',
      'JSON-escaped form',
    ]);
    const forms = {
      text: MARKER_SECRET,
      base64: Buffer.from(MARKER_SECRET).toString('base64'),
      base64url: Buffer.from(MARKER_SECRET).toString('base64url'),
      hex: Buffer.from(MARKER_SECRET).toString('hex'),
      'first 8 characters': MARKER_SECRET.slice(0, 8),
      'JSON-escaped': JSON.stringify(MARKER_SECRET),
    };
    for (const [form, text] of Object.entries(forms)) {
      expect(leaksIn(`before ${text} behind`)).toContain(`secret: ${form}`);
    }
  });
});

describe('what is searched for is found', () => {
  test.each([
    ['user', EMAIL],
    ['user', NAME],
    ['user', CARD],
    ['planted', PLANTED],
    ['token', TOKEN],
    ['user', Buffer.from(`{"email":"${EMAIL}"}`).toString('base64url')],
    ['user', Buffer.from(`{"e-mail":"${EMAIL}"}`).toString('base64url')],
    ['user', Buffer.from(`{"the mail":"${EMAIL}"}`).toString('base64url')],
  ])('%s in a text: %s', (kind, text) => {
    const kinds = leaksIn(`before ${text} behind`).map((leak) => leak.split(':')[0]);
    expect(kinds).toContain(kind);
  });

  test('nothing in a text without', () => {
    expect(leaksIn('ChatTokenError: The signature does not match')).toStrictEqual([]);
  });

  const leak = Object.assign(new Error(MARKER_SECRET), { secret: MARKER_SECRET });
  test.each(Object.entries(SINKS))('in an error, by way of %s', (_name, textOf) => {
    expect(leaksIn(textOf(leak))).not.toStrictEqual([]);
  });

  const leaking: Readonly<Record<string, unknown>> = {
    'a member': Object.assign(new Error('x'), { claims: { email: EMAIL } }),
    'a hidden member': Object.defineProperty(new Error('x'), 'hidden', { value: PLANTED }),
    'a symbol': Object.assign(new Error('x'), { [Symbol('key')]: MARKER_SECRET }),
    bytes: Object.assign(new Error('x'), { key: Buffer.from(MARKER_SECRET) }),
    'its cause': new Error('x', { cause: new Error('y', { cause: new Error(TOKEN) }) }),
    'one of its errors': new AggregateError([new Error(NAME)], 'x'),
    'a getter of its class': new (class extends Error {
      get token(): string {
        return TOKEN;
      }
    })('x'),
    'a function': Object.assign(() => {}, { secret: MARKER_SECRET }),
    'a list in a Map': new Map([['a', [CARD]]]),
  };
  test.each(Object.entries(leaking))('in %s, by some sink', (_name, value) => {
    const found = Object.values(SINKS).flatMap((textOf) => leaksIn(textOf(value)));
    expect(found).not.toStrictEqual([]);
  });

  test('in hostile values, each but for what is nothing', () => {
    const silent = Object.entries(HOSTILE).filter(([, make]) => {
      try {
        return Object.values(SINKS).every((textOf) => leaksIn(textOf(make())).length === 0);
      } catch {
        return false; // It throws what it holds.
      }
    });
    expect(silent.map(([name]) => name)).toStrictEqual([
      'null',
      'undefined',
      'a function that throws',
      'a function that rejects',
    ]);
  });
});
