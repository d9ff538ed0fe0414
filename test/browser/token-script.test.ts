/** A page that was made with `loginScript`. */
import { describe, expect, test } from 'vitest';
import { FAILURES } from './failures.ts';
import { scriptFor, scriptPage, WAYS } from './html.ts';
import { LIFETIME, READ_ONCE, tested, userIn, VENDORS } from './vendors.ts';
import { visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  describe.each(WAYS)('with the %s', (way) => {
    const asked = way === 'token' ? 0 : 1;
    const late = way === 'endpoint' && entry.readsOnce ? 'when ready' : 'async';

    test.each(
      late === 'async' ? ['first' as const] : [],
    )("the vendor's script stands %s", async (first) => {
      const { site, visitor } = await visit();
      const script = await scriptFor(entry, way, site.now);
      site.pages.set('/', { html: scriptPage(entry, script, { script: first }) });
      await visitor.logIn('jane');
      await visitor.open();
      await visitor.vendorIsThere();
      expect(await visitor.send('hello')).toBe('jane');
      expect(site.asked).toHaveLength(asked);
      expect(visitor.complaints).toStrictEqual([]);
    });

    test.each([0, 3])("the vendor's script takes %i seconds", async (seconds) => {
      const { site, visitor } = await visit();
      const letGo = site.holdVendors();
      const script = await scriptFor(entry, way, site.now);
      site.pages.set('/', { html: scriptPage(entry, script, { script: late }) });
      await visitor.logIn('jane');
      await visitor.open();
      await visitor.pass(seconds);
      letGo();
      await visitor.vendorIsThere();
      await visitor.pass(0.1);
      expect(await visitor.send('hello')).toBe('jane');
      expect(site.asked).toHaveLength(asked);
      expect(visitor.complaints).toStrictEqual([]);
    });
  });

  test('nobody is logged in: the visitor chats', async () => {
    const { site, visitor } = await visit();
    const script = await scriptFor(entry, 'endpoint', site.now);
    const when = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: scriptPage(entry, script, { script: when }) });
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe(null);
    await visitor.pass(3600);
    expect(site.asked).toHaveLength(1);
  });
});

const NO_TOKEN = Object.entries(FAILURES).filter(
  ([name]) => name !== 'the token of another vendor',
);

describe.each(VENDORS)('$name', (entry) => {
  test.each(NO_TOKEN)('%s: the visitor chats, and nothing is asked again', async (_, failure) => {
    const { site, visitor } = await visit();
    site.failure = (response) => failure(response, entry);
    const script = await scriptFor(entry, 'endpoint', site.now);
    const when = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: scriptPage(entry, script, { script: when }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens()).toStrictEqual([]);
    await visitor.pass(3600);
    const fetched = await visitor.page.evaluate(() => instruments.fetched);
    expect(fetched.filter((url) => url.includes('/chat-token/'))).toHaveLength(1);
  });
});

test.each(READ_ONCE)('$name is refused the token of another vendor', async (entry) => {
  const { site, visitor } = await visit();
  site.failure = (response) => FAILURES['the token of another vendor']?.(response, entry);
  const script = await scriptFor(entry, 'endpoint', site.now);
  site.pages.set('/', { html: scriptPage(entry, script, { script: 'when ready' }) });
  await visitor.open();
  await visitor.vendorIsThere();
  expect(await visitor.page.evaluate(() => standIn?.failures)).toHaveLength(1);
  expect(await visitor.send('hello')).toBe(null);
});

describe.each(WAYS)('zendesk with the %s', (way) => {
  const entry = tested('zendesk');

  async function visitAsJane() {
    const { site, visitor } = await visit();
    const script = await scriptFor(entry, way, site.now);
    site.pages.set('/', { html: scriptPage(entry, script, { script: 'first' }) });
    await visitor.logIn('jane');
    await visitor.open();
    return { site, visitor };
  }

  test('the callback gets a fresh token each time that one has expired', async () => {
    const { site, visitor } = await visitAsJane();
    for (let round = 1; round <= 3; round += 1) {
      await visitor.sleep(LIFETIME);
      expect(await visitor.send(`message ${round}`)).toBe('jane');
    }
    expect(new Set(await visitor.tokens()).size).toBe(4);
    expect(site.asked).toHaveLength(way === 'token' ? 3 : 4);
  });

  test("the callback is never given another user's token", async () => {
    const { site, visitor } = await visitAsJane();
    await visitor.logIn('john');
    await visitor.sleep(LIFETIME);
    await visitor.page.evaluate(() => void standIn?.send('still Jane?'));
    await visitor.idle();
    expect((await visitor.tokens()).map(userIn)).toStrictEqual(['jane']);
    expect(site.vendorCalls.map(({ user }) => user)).toStrictEqual(['jane']);
    expect(await visitor.user()).toBe(null);
  });

  test('the endpoint fails for a while: the next question is answered', async () => {
    const { site, visitor } = await visitAsJane();
    site.failure = (response) => response.writeHead(500).end();
    await visitor.sleep(LIFETIME);
    await visitor.page.evaluate(() => void standIn?.send('hello?'));
    await visitor.idle();
    site.failure = undefined;
    expect(await visitor.send('hello again')).toBe('jane');
  });
});
