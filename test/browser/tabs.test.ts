/** Tabs share the cookies and nothing else: a session never gets the token of another user. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { LIFETIME, REFRESH, tested, userIn, VENDORS } from './vendors.ts';
import { type Visitor, visitAsJane } from './visitor.ts';

async function openTab(visitor: Visitor) {
  const tab = await visitor.context.newPage();
  await visitor.open('/', tab);
  await visitor.vendorIsThere(tab);
  return tab;
}

test('two tabs of one user: both stay logged in until the session ends', async () => {
  const { site, visitor } = await visitAsJane(connectPage(tested('khoros')));
  const tabs = [visitor.page, await openTab(visitor)];
  await visitor.pass(2 * REFRESH);
  expect(site.asked).toHaveLength(2 * 3);
  for (const tab of tabs) expect(await visitor.send('hello', tab)).toBe('jane');
  await visitor.logOut();
  await visitor.pass(REFRESH);
  for (const tab of tabs) {
    expect(await visitor.user(tab)).toBe(null);
    expect(await visitor.errors(tab)).toStrictEqual([]);
  }
  expect(site.asked).toHaveLength(2 * 4);
});

test.each(VENDORS)('$name: another user logs in, in another tab', async (entry) => {
  const { site, visitor } = await visitAsJane(connectPage(entry));
  await visitor.logIn('john');
  const other = await openTab(visitor);
  expect(await visitor.user(other)).toBe('john');

  await visitor.pass(REFRESH);
  if (entry.neverExpires) await visitor.look();
  expect(await visitor.errors()).toStrictEqual(['ERR_USER_CHANGED']);
  await visitor.restart();
  expect(await visitor.user()).toBe(null);
  expect(await visitor.send('hello')).toBe(null);
  expect(new Set((await visitor.tokens()).map(userIn))).toStrictEqual(new Set(['jane']));
  expect(await visitor.errors(other)).toStrictEqual([]);
  // One for Jane, one for John, one more each. John's hash is not refreshed.
  const asked = entry.neverExpires ? 3 : 4;
  expect(site.asked).toHaveLength(asked);

  await other.close();
  await visitor.pass(2 * 3600);
  expect(site.asked).toHaveLength(asked);
});

test('Zendesk’s callback asks after the user changed: it gets no answer', async () => {
  const { site, visitor } = await visitAsJane(connectPage(tested('zendesk')));
  await visitor.logIn('john');
  await visitor.sleep(LIFETIME);
  await visitor.page.evaluate(() => void standIn?.send('still Jane?'));
  await visitor.pass(3600);
  expect(await visitor.errors()).toStrictEqual(['ERR_USER_CHANGED']);
  expect(await visitor.user()).toBe(null);
  expect((await visitor.tokens()).map(userIn)).toStrictEqual(['jane']);
  expect(site.vendorCalls.map(({ user }) => user)).toStrictEqual(['jane']);
});

describe.each(['convrs', 'chatwoot'])('%s: a page that comes back from the history', (name) => {
  test.each<[string, string[], unknown, (visitor: Visitor) => unknown]>([
    ['the same user', [], 'jane', () => {}],
    ['another user', ['ERR_USER_CHANGED'], null, (visitor) => visitor.logIn('john')],
    ['no user', [], null, (visitor) => visitor.logOut()],
  ])('asks for the user at once: %s', async (_name, errors, user, change) => {
    const { site, visitor } = await visitAsJane(connectPage(tested(name)));
    await visitor.page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => {
        document.title = persisted ? 'came back' : 'new';
      });
    });
    await visitor.open('/elsewhere');
    await change(visitor);
    // Not by goBack, which waits for a navigation that does not come.
    await visitor.page.evaluate(() => history.back());
    await expect.poll(() => visitor.page.title().catch(String)).toBe('came back');
    await visitor.idle();
    expect(site.asked).toHaveLength(2);
    expect(await visitor.errors()).toStrictEqual(errors);
    await visitor.restart();
    expect(await visitor.user()).toBe(user);
  });
});
