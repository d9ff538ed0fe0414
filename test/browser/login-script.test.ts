/** A page with the script of `loginScript`. */
import { describe, expect, test } from 'vitest';
import { pageOf, scriptFor, WAYS } from './html.ts';
import { LIFETIME, tested, userIn, VENDORS } from './vendors.ts';
import { visit, visitAsJane } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  describe.each(WAYS)('with the %s', (way) => {
    const late = way === 'endpoint' && entry.readsOnce ? 'when ready' : 'async';

    test.each([0, 3])('the vendor’s script takes %i seconds', async (seconds) => {
      const { site, visitor } = await visit();
      const letGo = site.holdVendors();
      const script = await scriptFor(entry, way);
      site.pages.set('/', { html: pageOf(entry, script, { script: late }) });
      await visitor.logIn('jane');
      await visitor.open();
      await visitor.pass(seconds);
      letGo();
      await visitor.vendorIsThere();
      await visitor.pass(0.1);
      expect(await visitor.send('hello')).toBe('jane');
      expect(site.asked).toHaveLength(way === 'login' ? 0 : 1);
      expect(visitor.complaints).toStrictEqual([]);
    });
  });

  test.each([
    401, 500, 302, 200,
  ])('a status of %i without a token: the visitor chats', async (status) => {
    const { site, visitor } = await visit();
    site.failure = (response) => response.writeHead(status, { location: '/please-log-in' }).end();
    const script = await scriptFor(entry, 'endpoint');
    site.pages.set('/', { html: pageOf(entry, script) });
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens()).toStrictEqual([]);
    await visitor.pass(3600);
    expect(site.asked).toHaveLength(1);
  });
});

describe.each(WAYS)('zendesk with the %s', (way) => {
  const entry = tested('zendesk');
  const visitPage = async () => visitAsJane(pageOf(entry, await scriptFor(entry, way)));

  test('the callback gets a fresh token after each expiry', async () => {
    const { site, visitor } = await visitPage();
    for (const round of [1, 2, 3]) {
      await visitor.sleep(LIFETIME);
      expect(await visitor.send(`message ${round}`)).toBe('jane');
    }
    expect(new Set(await visitor.tokens()).size).toBe(4);
    expect(site.asked).toHaveLength(way === 'login' ? 3 : 4);
  });

  test('the callback never gets the token of another user', async () => {
    const { site, visitor } = await visitPage();
    await visitor.logIn('john');
    await visitor.sleep(LIFETIME);
    await visitor.page.evaluate(() => void standIn?.send('still Jane?'));
    await visitor.idle();
    expect((await visitor.tokens()).map(userIn)).toStrictEqual(['jane']);
    expect(site.vendorCalls.map(({ user }) => user)).toStrictEqual(['jane']);
    expect(await visitor.user()).toBe(null);
  });

  test('the endpoint fails for a while: the next question is answered', async () => {
    const { site, visitor } = await visitPage();
    site.failure = (response) => response.writeHead(500).end();
    await visitor.sleep(LIFETIME);
    await visitor.page.evaluate(() => void standIn?.send('hello?'));
    await visitor.idle();
    site.failure = undefined;
    expect(await visitor.send('hello again')).toBe('jane');
  });
});
