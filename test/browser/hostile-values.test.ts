/** Values that would like to be markup or code, as Chromium parses them. */
import { loginScript, scriptLiteral } from 'chat-token/html';
import { expect, test } from 'vitest';
import { readData } from '../support/support.ts';
import { pageOf } from './html.ts';
import { loginFor, tested } from './vendors.ts';
import { type Visitor, visit, visitAsJane } from './visitor.ts';

const VALUES = readData<{ id: string; value: string }[]>('html.json');
/** Signing rejects ids with outer white space, control or broken characters. */
const IDS = VALUES.filter(({ value }) => value === value.trim() && !/[\p{Cc}\p{Cs}]/u.test(value));
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

test.each(IDS)("$id as the user's id", async ({ value }) => {
  const script = loginScript(khoros.widget, await loginFor(khoros, value));
  const { site, visitor } = await visitAsJane(pageOf(khoros, script));
  expect(await elementsOf(visitor)).toStrictEqual(ELEMENTS);
  expect(await visitor.page.evaluate(() => standIn?.failures)).toStrictEqual([]);
  expect(site.vendorCalls.map(({ user }) => user)).toStrictEqual([value]);
  expect(visitor.complaints).toStrictEqual([]);
});

test.each(VALUES)('$id in the address of the endpoint', async ({ value }) => {
  const endpoint = `/chat-token/khoros?from=${value}&end`;
  const { site, visitor } = await visitAsJane(
    pageOf(khoros, loginScript(khoros.widget, { endpoint })),
  );
  expect(await elementsOf(visitor)).toStrictEqual(ELEMENTS);
  const [fetched] = await visitor.page.evaluate(() => instruments.fetched);
  expect(fetched).toBe(new URL(endpoint, site.origin).href);
  // Chromium fetches no address with a line feed and a < in it, for markup that dangles looks so.
  expect(await visitor.send('hello')).toBe(/\n.*</s.test(value) ? null : 'jane');
  expect(visitor.complaints).toStrictEqual([]);
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
    ...['HTML', 'HEAD', 'TITLE', 'SCRIPT'],
    ...VALUES.map(() => 'SCRIPT'),
    'BODY',
  ]);
  // As code units: half a surrogate pair does not come through a connection as it is.
  const received = await visitor.page.evaluate(() => {
    const { values = [] }: { values?: string[] } = globalThis as object;
    return values.map((text) => text.split('').map((unit) => unit.charCodeAt(0)));
  });
  expect(received).toStrictEqual(
    VALUES.map(({ value }) => value.split('').map((unit) => unit.charCodeAt(0))),
  );
  expect(visitor.complaints).toStrictEqual([]);
});
