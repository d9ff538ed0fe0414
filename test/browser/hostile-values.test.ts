/** Values that would like to be markup or code, in a real page. */
import { loginScript, scriptLiteral } from 'chat-token/html';
import { describe, expect, test } from 'vitest';
import { readData, refusal } from '../support/support.ts';
import { scriptPage } from './html.ts';
import { tested, tokenFor } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

const VALUES = readData<{ id: string; value: string }[]>('html.json').map(({ value }) => ({
  name: JSON.stringify(value),
  value,
}));
const khoros = tested('khoros');

/** Every element of the page with its attributes, as the browser understood it. */
function elementsOf({ page }: Visitor): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')].map((element) =>
      [element.tagName, ...element.getAttributeNames()].join(' '),
    ),
  );
}

const ELEMENTS = ['HTML', 'HEAD', 'META charset', 'TITLE', 'SCRIPT src', 'SCRIPT', 'BODY'];

/** As code units: half a surrogate pair does not come through a connection as it is. */
function codeUnits(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

describe.each(VALUES)('$name', ({ value }) => {
  test("as the user's id", async () => {
    const { site, visitor } = await visit();
    const token = await tokenFor(khoros, value, site.now);
    const script = loginScript(khoros.vendor, { token, userId: value });
    site.pages.set('/', { html: scriptPage(khoros, script, { script: 'first' }) });
    await visitor.open();
    expect(await elementsOf(visitor)).toStrictEqual(ELEMENTS);
    const received = await visitor.page.evaluate(() =>
      standIn?.userIds.map((id) =>
        Array.from({ length: id.length }, (_, index) => id.charCodeAt(index)),
      ),
    );
    expect(received).toStrictEqual([codeUnits(value)]);
    expect(await visitor.page.evaluate(() => standIn?.failures)).toStrictEqual([]);
    expect(site.vendorCalls.map(({ user }) => user)).toStrictEqual([value]);
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('in the address of the endpoint', async () => {
    const { site, visitor } = await visit();
    const endpoint = `/chat-token/khoros?from=${value}&end`;
    const script = loginScript(khoros.vendor, { endpoint });
    site.pages.set('/', { html: scriptPage(khoros, script, { script: 'first' }) });
    await visitor.logIn('jane');
    await visitor.open();
    expect(await elementsOf(visitor)).toStrictEqual(ELEMENTS);
    const address = new URL(endpoint, site.origin).href;
    const fetched = await visitor.page.evaluate(() => instruments.fetched);
    expect(fetched[0]).toBe(address);
    // Chromium fetches no address with a line feed and a < in it, for markup that dangles looks so.
    const isBlocked = /\n.*</s.test(value);
    expect(await visitor.send('hello')).toBe(isBlocked ? null : 'jane');
    expect(visitor.complaints).toStrictEqual([]);
  });

  test('as a nonce', async () => {
    const token = await tokenFor(khoros, 'jane', 0);
    await refusal(() => loginScript(khoros.vendor, { token, nonce: value }), 'ERR_OPTION_INVALID');
  });
});

test('as literals, each in a script of its own', async () => {
  const { site, visitor } = await visit();
  const scripts = VALUES.map(
    ({ value }) => `<script>values.push(${scriptLiteral(value)})</script>`,
  );
  const html = `<!doctype html><title></title><script>var values = []</script>${scripts.join('')}`;
  site.pages.set('/', { html });
  await visitor.open();
  expect(await elementsOf(visitor)).toStrictEqual([
    'HTML',
    'HEAD',
    'TITLE',
    ...Array(1 + VALUES.length).fill('SCRIPT'),
    'BODY',
  ]);
  const received = await visitor.page.evaluate(() => {
    const { values = [] }: { values?: string[] } = globalThis as object;
    return values.map((text) =>
      Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)),
    );
  });
  expect(received).toStrictEqual(VALUES.map(({ value }) => codeUnits(value)));
  expect(visitor.complaints).toStrictEqual([]);
});
