/** A literal means the same in a page of any charset. */
import vm from 'node:vm';
import { convrsWidget, loginScript, type ScriptWidget, scriptLiteral } from 'chat-token/html';
import { describe, expect, test } from 'vitest';

/** The charsets of the Encoding Standard in which ASCII bytes are characters of ASCII. */
const CHARSETS = [
  ...['utf-8', 'windows-1252', 'iso-8859-15', 'koi8-r', 'macintosh'],
  ...['shift_jis', 'euc-jp', 'iso-2022-jp', 'gbk', 'gb18030', 'big5', 'euc-kr'],
];

/** Strings that became code, or another string, in one of these charsets or in HTML. */
const STRINGS = [
  '表";alert(1)//',
  'ソ\\";alert(1)//',
  '\\";alert(1)//',
  '\u001b(J\\";alert(1)//',
  '\u001b$B";alert(1)//\u001b(B',
  '¥";alert(1)//',
  '+ADw-script+AD4-',
  '~{!"~}',
  '\u0095";alert(1)//',
  '\u000e\u000f',
  "</script><!-- & ' ` $",
  'é ü 🦊 \ud800 \udfff \u2028 \u2029 \0 \ufeff',
];

/** Reads code as a page of this charset does. */
const read = (code: string, charset: string) =>
  new TextDecoder(charset).decode(new TextEncoder().encode(code));

describe.each(CHARSETS)('in %s', (charset) => {
  test.each(STRINGS)('%j', (value) => {
    const literal = scriptLiteral({ [value]: [value] });
    const seen: unknown = vm.runInNewContext(`(${read(literal, charset)})`);
    expect(JSON.stringify(seen)).toBe(JSON.stringify({ [value]: [value] }));
  });
});

test.each(STRINGS)('%j: only safe characters, in a string and in a name', (value) => {
  expect(scriptLiteral(value)).toMatch(/^"(?:[\w .,:/-]|\\u[\da-f]{4})*"$/);
  expect(scriptLiteral({ [value]: 1 })).toMatch(/^\{"(?:[\w .,:/-]|\\u[\da-f]{4})*":1\}$/);
});

test.each(STRINGS)('%j stays a string where the backslash is a yen sign', (value) => {
  // The page was switched to JIS X 0201 before: ESC ( J.
  const literal = read(`\u001b(J${scriptLiteral(value)}`, 'iso-2022-jp');
  expect(typeof vm.runInThisContext(literal)).toBe('string');
});

test.each(STRINGS)('%j in each place of a login script', (value) => {
  const login = { vendor: 'own', token: value, settings: { [value]: value }, userId: value };
  const own: ScriptWidget = {
    vendor: 'own',
    title: 'Own Chat',
    script: ({ token, settings, userId }) => `seen = ${scriptLiteral([token, settings, userId])};`,
  };
  const times = { expiresAt: null, refreshAt: null };
  const html = loginScript(own, { ...login, ...times });
  const page = loginScript(convrsWidget, {
    ...{ ...login, ...times, vendor: 'convrs' },
    settings: { ConvrsUser: value },
  });
  for (const script of [html, page]) expect(script).toMatch(/^[ -}]*$/);
  for (const charset of CHARSETS) {
    const context: Record<string, unknown> = {};
    vm.runInNewContext(read(html, charset).replace(/<\/?script>/g, ''), context);
    expect(JSON.stringify(context['seen'])).toBe(
      JSON.stringify([value, { [value]: value }, value]),
    );
    vm.runInNewContext(read(page, charset).replace(/<\/?script>/g, ''), context);
    expect(context['ConvrsUser']).toBe(value);
  }
});

test.each([
  [1e21, '1e21'],
  [-1.5e-7, '-1.5e-7'],
  [['e+2', 1e300], '["e\\u002b2",1e300]'],
  [{ '1e+2': true }, '{"1e\\u002b2":true}'],
])('numbers keep their value: %j', (value, literal) => {
  expect(scriptLiteral(value)).toBe(literal);
  const seen: unknown = vm.runInNewContext(`(${literal})`);
  expect(JSON.stringify(seen)).toBe(JSON.stringify(value));
});
