/** One session is one user: Jane's widget is never given John's token. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { LIFETIME, REFRESH, tested, userIn, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  test('another tab logs in as somebody else', async () => {
    const { site, visitor } = await visit();
    const script = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();

    await visitor.logIn('john');
    const other = await visitor.context.newPage();
    await visitor.open('/', other);
    await visitor.vendorIsThere(other);
    expect(await visitor.user(other)).toBe('john');

    await visitor.pass(REFRESH);
    expect(await visitor.errors()).toStrictEqual(['ERR_USER_CHANGED']);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.user()).toBe(null);
    expect(await visitor.send('hello')).toBe(null);
    expect(new Set((await visitor.tokens()).map(userIn))).toStrictEqual(new Set(['jane']));
    expect(await visitor.errors(other)).toStrictEqual([]);
    expect(site.asked, 'one for Jane, one for John, one more each').toHaveLength(4);

    await other.close();
    await visitor.pass(2 * 3600);
    expect(site.asked).toHaveLength(4);
  });
});

test("Zendesk's callback asks after the user changed: it waits for ever", async () => {
  const { site, visitor } = await visit();
  site.pages.set('/', { html: connectPage(tested('zendesk'), { script: 'first' }) });
  await visitor.logIn('jane');
  await visitor.open();
  await visitor.logIn('john');
  await visitor.sleep(LIFETIME);
  await visitor.page.evaluate(() => void standIn?.send('still Jane?'));
  await visitor.pass(3600);
  expect(await visitor.errors()).toStrictEqual(['ERR_USER_CHANGED']);
  expect(site.asked).toHaveLength(2);
  expect(await visitor.user()).toBe(null);
  expect((await visitor.tokens()).map(userIn)).toStrictEqual(['jane']);
  expect(site.vendorCalls.map(({ user }) => user)).toStrictEqual(['jane']);
});
