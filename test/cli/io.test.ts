/** What the command line prints: hidden characters, colors, lines. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { escaped, print, printError, styled, toJson } from '../../src/cli/io.ts';
import { forge, KEY_ID, SECRET } from '../support/support.ts';
import { capture, run } from './support.ts';

/** What no output may contain: ranges of code points, apart from the line break between lines. */
const HIDDEN = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
] as const;

function hiddenIn(text: string): string[] {
  return [...text].flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    const isHidden = HIDDEN.some(([first, last]) => first <= code && code <= last);
    return isHidden ? [code.toString(16)] : [];
  });
}

const HIDDEN_VENDOR = './test/cli/modules/hidden.mjs';

describe('hidden characters', () => {
  test.each([
    ['a control character', '\u0007', '\\u{7}', '\\u0007'],
    ['a line break', '\n', '\\u{a}', '\\n'],
    ['an ANSI sequence', '\u001b[31m', '\\u{1b}[31m', '\\u001b[31m'],
    ['DEL', '\u007f', '\\u{7f}', '\\u007f'],
    ['a C1 control', '\u009b31m', '\\u{9b}31m', '\\u009b31m'],
    ['a no-break space', '\u00a0', '\\u{a0}', '\\u00a0'],
    ['a soft hyphen', '\u00ad', '\\u{ad}', '\\u00ad'],
    ['a Mongolian vowel separator', '\u180e', '\\u{180e}', '\\u180e'],
    ['a zero-width space', '\u200b', '\\u{200b}', '\\u200b'],
    ['a bidi override', '\u202e', '\\u{202e}', '\\u202e'],
    ['a bidi isolate', '\u2066', '\\u{2066}', '\\u2066'],
    ['a line separator', '\u2028', '\\u{2028}', '\\u2028'],
    ['a word joiner', '\u2060', '\\u{2060}', '\\u2060'],
    ['an invisible plus', '\u2064', '\\u{2064}', '\\u2064'],
    ['a blank Braille pattern', '\u2800', '\\u{2800}', '\\u2800'],
    ['a Hangul filler', '\u3164', '\\u{3164}', '\\u3164'],
    ['a variation selector', '\ufe0f', '\\u{fe0f}', '\\ufe0f'],
    ['a byte order mark', '\ufeff', '\\u{feff}', '\\ufeff'],
    ['half of a surrogate pair', '\ud800', '\\u{d800}', '\\ud800'],
    ['a tag', '\u{e0041}', '\\u{e0041}', '\\udb40\\udc41'],
    ['an extended variation selector', '\u{e0100}', '\\u{e0100}', '\\udb40\\udd00'],
  ])('%s', (_, character, text, json) => {
    expect(escaped(`a${character}b${character}`)).toBe(`a${text}b${text}`);
    expect(toJson({ [character]: character })).toBe(`{"${json}":"${json}"}`);
    expect(JSON.parse(toJson(character))).toBe(character);
  });

  test.each([
    'Zoë',
    '山田　太郎',
    'שלום',
    'مرحبا',
    '😀',
    'a\\u{9b}',
  ])('%s is shown as it is', (text) => {
    expect(escaped(text)).toBe(text);
    expect(toJson({ text })).toBe(JSON.stringify({ text }));
  });

  test('of any header and any claims reach no output, and JSON keeps them', async () => {
    const nasty = [
      ...'\0\n\r\t\x1b\x7f\x9b\xad\u061c\u180e\u200b\u202e\u2060\u2064\u2067\u2800\ufe0f',
    ];
    const stringUnit = fc.oneof(
      fc.constantFrom(...nasty, '\ufeff', '\ud800', '\udfff', '\u{e0041}', '\u{e01ef}', 'a'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const json = fc.dictionary(
      fc.string({ unit: stringUnit, minLength: 1, maxLength: 5 }),
      fc.jsonValue({ stringUnit, depthSize: 'xsmall' }),
      { noNullPrototype: true, maxKeys: 4 },
    );
    const text = fc.string({ unit: stringUnit, minLength: 1, maxLength: 6 });
    const key = ['--secret-env', 'SECRET'];
    await fc.assert(
      fc.asyncProperty(json, json, text, async (header, claims, kid) => {
        const token = forge({ ...header, alg: 'HS256', kid }, claims);
        for (const args of [
          ['inspect', ...key],
          ['inspect', '--vendor', 'zendesk'],
          ['verify', '--vendor', HIDDEN_VENDOR, ...key],
          ['verify', '--vendor', 'zendesk', ...key],
        ]) {
          for (const more of [[], ['--json']]) {
            const { status, stdout, stderr } = await run([...args, ...more], token);
            expect(hiddenIn(stdout + stderr)).toStrictEqual([]);
            expect([0, 1]).toContain(status);
            const isVerified = more.length > 0 && status === 0 && args[0] === 'verify';
            const shown = more.length > 0 ? JSON.parse(stdout) : {};
            // JSON has no -0.
            const sent: unknown = JSON.parse(JSON.stringify({ claims, header: { kid } }));
            if (isVerified) expect([shown]).toMatchObject([sent]);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test.each<[string, string[]]>([
    ['the title of a vendor', ['verify', '--vendor', HIDDEN_VENDOR, '--secret-env', 'SECRET']],
    ['the title of a vendor', ['sign', '--vendor', HIDDEN_VENDOR, '--config', 'a']],
    ['exports of a module', ['sign', '--vendor', `${HIDDEN_VENDOR}#other`]],
    ['a command', ['si\u009bgn']],
    ['an option', ['sign', '--ven\u009bdor']],
    ['a value', ['sign', '--vendor', 'zen\u202edesk', '--secret-env', 'SEC\u009bRET']],
    ['a file', ['sign', '--vendor', './\u202e\u009b.mjs', '--secret-file', '\u009b']],
    ['a file', ['sign', '--vendor', 'zendesk', '--secret-file', '\u009b\u202e']],
  ])('of %s reach no output (%j)', async (_, args) => {
    for (const more of [[], ['--json']]) {
      const token = forge({ alg: 'HS256' }, { id: 'a' });
      const { stdout, stderr } = await run([...args, '--secret-env', 'SECRET', ...more], token);
      expect(stdout + stderr).toMatch(/\w/);
      expect(hiddenIn(stdout + stderr)).toStrictEqual([]);
    }
  });
});

describe('colors', () => {
  afterEach(() => {
    for (const stream of [process.stdout, process.stderr]) Reflect.deleteProperty(stream, 'isTTY');
  });

  function setTerminals(stdout: boolean, stderr: boolean): void {
    const all = [
      [process.stdout, stdout],
      [process.stderr, stderr],
    ] as const;
    for (const [stream, value] of all) {
      Object.defineProperty(stream, 'isTTY', { value, configurable: true });
    }
  }

  test.each<[string, boolean, Record<string, string>, boolean]>([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a terminal without capabilities', true, { TERM: 'dumb' }, false],
    ['a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['a pipe with an empty FORCE_COLOR', false, { FORCE_COLOR: '' }, true],
    ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['a terminal with FORCE_COLOR=false', true, { FORCE_COLOR: 'false' }, false],
    ['a terminal with both', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('%s', async (_, isTerminal, variables, hasColors) => {
    const error = hasColors ? '\u001b[31merror\\u{9b}\u001b[39m' : 'error\\u{9b}';
    for (const [stream, printLine] of [
      ['stdout', print],
      ['stderr', printError],
    ] as const) {
      // Each stream counts for itself.
      setTerminals((stream === 'stdout') === isTerminal, (stream === 'stderr') === isTerminal);
      const action = () => {
        printLine(styled('bad', 'error\u009b'), ' of \u001b');
        return 0;
      };
      expect((await capture(action, '', SECRET, variables))[stream]).toBe(`${error} of \\u{1b}\n`);
    }
  });

  test('JSON and tokens have none', async () => {
    const forced = { FORCE_COLOR: '1' };
    const key = ['--secret-env', 'SECRET', '--key-id', KEY_ID];
    const signing = ['sign', '--vendor', 'zendesk', ...key];
    const signed = await run(signing, '{"external_id":"u_1"}', SECRET, forced);
    expect(signed.stdout).toMatch(/^eyJ[\w.-]+\n$/);
    const inspected = await run(['inspect'], signed.stdout, SECRET, forced);
    expect(inspected.stdout).toContain('\u001b[32mno errors found\u001b[39m');
    for (const args of [
      ['inspect', '--json'],
      ['verify', '--vendor', 'zendesk', ...key, '--json'],
      ['vendors', '--json'],
      ['demo', '--json'],
    ]) {
      const { stdout } = await run(args, signed.stdout, SECRET, forced);
      expect(stdout).not.toContain('\u001b');
    }
  });
});
