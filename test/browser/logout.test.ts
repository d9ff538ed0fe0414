/** Once the user is logged out, the widget is, the token is forgotten, and nothing is asked for. */
import { describe, expect, test } from 'vitest';
import { connectPage } from './html.ts';
import { LIFETIME, REFRESH, VENDORS } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

describe.each(VENDORS)('$name', (entry) => {
  const script = entry.readsOnce ? 'when ready' : 'first';

  async function visitAsJane() {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script }) });
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.vendorIsThere();
    expect(await visitor.user()).toBe('jane');
    return { site, visitor };
  }

  async function expectLoggedOut(visitor: Visitor) {
    const tokens = await visitor.tokens();
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('hello')).toBe(null);
    expect(await visitor.tokens(), 'the widget finds no token').toStrictEqual(tokens);
    expect(await visitor.errors()).toStrictEqual([]);
  }

  test('session.logout()', async () => {
    const { site, visitor } = await visitAsJane();
    await visitor.page.evaluate(() => chat.session.logout());
    await visitor.pass(2 * 3600);
    await expectLoggedOut(visitor);
    expect(site.asked).toHaveLength(1);
  });

  test('the session has ended when a fresh token is asked for', async () => {
    const { site, visitor } = await visitAsJane();
    await visitor.logOut();
    await visitor.pass(REFRESH);
    await expectLoggedOut(visitor);
    await visitor.pass(2 * 3600);
    expect(site.asked).toHaveLength(2);
  });

  test('session.logout() while a token is on its way', async () => {
    const { site, visitor } = await visitAsJane();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await visitor.context.route('**/chat-token/*', async (route) => {
      await held;
      await route.continue();
    });
    await visitor.pass(REFRESH - 1);
    await visitor.page.evaluate(() => instruments.pass(1000));
    site.now += 1000;
    await visitor.page.evaluate(() => chat.session.logout());
    letGo();
    await visitor.idle();
    expect(site.asked).toHaveLength(2);
    await expectLoggedOut(visitor);
  });

  test('session.stop() leaves the widget as it is', async () => {
    const { site, visitor } = await visitAsJane();
    await visitor.page.evaluate(() => chat.session.stop());
    await visitor.pass(LIFETIME - 1);
    expect(await visitor.send('hello')).toBe('jane');
    await visitor.pass(2 * 3600);
    expect(site.asked).toHaveLength(1);
  });
});
