/** How vendors with an identity hash are given it: a global that is read once, a call, a call with positions. */
import { describe, expect, test } from 'vitest';
import { connectPage, pageOf, scriptFor, WAYS } from './html.ts';
import { HANDED_OVER, type HandedOver, loginFor, REFRESH } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

/** Opens a page as Jane, and returns what the vendor's script finds, there or after something else. */
async function foundBy(
  entry: HandedOver,
  html: string,
  change: (visitor: Visitor) => unknown = () => {},
): Promise<unknown> {
  const { site, visitor } = await visit();
  site.pages.set('/', { html: html.replace('\n', `\n<script>${entry.before}</script>\n`) });
  await visitor.logIn('jane');
  await visitor.open();
  await visitor.pass(1);
  await change(visitor);
  await visitor.idle();
  const found = await visitor.page.evaluate<unknown>('found()');
  expect(visitor.complaints).toStrictEqual([]);
  return found;
}

describe.each(HANDED_OVER)('$name', (entry) => {
  const right = async (which: 'found' | 'left' = 'found') => {
    const { settings } = await loginFor(entry, 'jane');
    return entry[which](Object.fromEntries(Object.entries(settings)));
  };

  test('with connectChat', async () => {
    expect(await foundBy(entry, connectPage(entry))).toStrictEqual(await right());
  });

  test.each<[string, (visitor: Visitor) => Promise<unknown>]>([
    ['a log-out', ({ page }) => page.evaluate(() => chat.session.logout())],
    [
      'another user',
      async (visitor) => {
        await visitor.logIn('john');
        await visitor.pass(REFRESH);
        await visitor.look();
      },
    ],
  ])('after %s, nothing else', async (_, change) => {
    expect(await foundBy(entry, connectPage(entry), change)).toStrictEqual(await right('left'));
  });

  test.each(WAYS)('with loginScript and the %s', async (way) => {
    const script = await scriptFor(entry, way);
    const order = way === 'endpoint' && entry.readsOnce ? 'when ready' : 'async';
    const html = pageOf(entry, script, { script: order });
    expect(await foundBy(entry, html)).toStrictEqual(await right());
  });
});
