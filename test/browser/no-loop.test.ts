/** However long the endpoint fails and however often a widget asks, nothing is asked in a loop. */
import { describe, expect, test } from 'vitest';
import { FAILURES } from './failures.ts';
import { connectPage } from './html.ts';
import { tested, VENDORS } from './vendors.ts';
import { type Visitor, visit } from './visitor.ts';

/**
 * The pauses after 1, 2, 3 … failures in seconds: 2, 4, 8 … 256, 300, 300 …, and by chance as little
 * as half of each. So an hour without the endpoint makes 19 to 31 requests.
 */
const PAUSES = Array.from({ length: 40 }, (_, index) => Math.min(2 ** (index + 1), 300));

/** As many of the pauses as fit into an hour, at some chance. */
function pausesOfAnHour(chance: number): number[] {
  let left = 3600;
  return PAUSES.map((seconds) => Math.round(seconds * (500 + chance * 500)) / 1000).filter(
    (seconds) => {
      left -= seconds;
      return left >= 0;
    },
  );
}

/** How often the page asked the endpoint: the server does not see what has no connection. */
async function timesAsked({ page }: Visitor): Promise<number> {
  const fetched = await page.evaluate(() => instruments.fetched);
  return fetched.filter((url) => url.includes('/chat-token/')).length;
}

const DOWN = ['an error of the server', 'no connection'];
const CHANCES = [
  { chance: 0, requests: 31 },
  { chance: 0.999, requests: 19 },
];

describe.each(VENDORS)('$name', (entry) => {
  test.each(
    CHANCES,
  )('an hour without the endpoint makes $requests requests at chance $chance', async ({
    chance,
    requests,
  }) => {
    const { site, visitor } = await visit();
    const script = entry.readsOnce ? 'when ready' : 'first';
    site.pages.set('/', { html: connectPage(entry, { script, chance }) });
    site.failure = (response) => FAILURES[DOWN[site.asked.length % 2] ?? '']?.(response, entry);
    await visitor.logIn('jane');
    await visitor.open();
    const pauses = pausesOfAnHour(chance);
    for (const [index, pause] of pauses.entries()) {
      await visitor.pass(pause - 0.001);
      expect(await timesAsked(visitor)).toBe(1 + index);
      await visitor.pass(0.001);
      expect(await timesAsked(visitor)).toBe(2 + index);
    }
    expect(await timesAsked(visitor)).toBe(requests);

    site.failure = undefined;
    await visitor.pass(300);
    await visitor.page.evaluate(() => standIn?.restart?.());
    expect(await visitor.send('hello at last')).toBe('jane');
  });

  test('an endpoint whose tokens are old at once is asked every 10 seconds at most', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script: 'first' }) });
    site.lifetime = 1;
    await visitor.logIn('jane');
    await visitor.open();
    await visitor.pass(60);
    expect(site.asked).toHaveLength(1 + 6);
  });
});

describe('zendesk', () => {
  const entry = tested('zendesk');

  test('the visitor writes all the time while the endpoint is down', async () => {
    const { site, visitor } = await visit();
    site.pages.set('/', { html: connectPage(entry, { script: 'first', chance: 0 }) });
    site.lifetime = 1;
    await visitor.logIn('jane');
    await visitor.open();
    site.failure = (response) => response.writeHead(500).end();
    await visitor.pass(10);
    const pauses = pausesOfAnHour(0);
    for (const [index, pause] of pauses.entries()) {
      await visitor.page.evaluate(() => {
        for (const text of ['Hello?', 'Anybody there?']) void standIn?.send(text);
      });
      await visitor.pass(pause - 0.001);
      expect(site.asked).toHaveLength(2 + index);
      await visitor.pass(0.001);
      expect(site.asked).toHaveLength(3 + index);
    }

    site.failure = undefined;
    site.lifetime = 900;
    await visitor.pass(300);
    const texts = site.vendorCalls.filter(({ user, text }) => user === 'jane' && text);
    expect(texts, 'all of them come through').toHaveLength(2 * pauses.length);
  });

  test('a widget that finds each token too old gets one in 5 seconds', async () => {
    const { site, visitor } = await visit({ clockIsAheadBy: 86_400 });
    site.pages.set('/', { html: connectPage(entry, { script: 'first' }) });
    await visitor.logIn('jane');
    await visitor.open();
    for (let second = 0; second < 20; second += 1) {
      await visitor.page.evaluate(() => void standIn?.send('hello'));
      await visitor.pass(1);
    }
    expect(site.asked).toHaveLength(1 + 20 / 5);
  });
});
