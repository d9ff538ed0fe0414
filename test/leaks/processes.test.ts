/** What Node.js itself prints of an error that nobody caught, at its most talkative. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { KEY } from './calls-core.ts';
import { WRONG_TOKENS } from './invalid-tokens.ts';
import { CARD, EMAIL, leaksIn, NAME, TOKEN, USER } from './markers.ts';
import { createDesk } from './run.ts';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const desk = createDesk();
afterAll(desk.clear);

const markers = {
  key: KEY,
  user: USER,
  token: TOKEN,
  other: WRONG_TOKENS['of another secret'],
  payloadIsText: WRONG_TOKENS['with a payload that is a text'],
  wrongUser: { ...USER, external_id: Number(CARD), [EMAIL]: NAME },
};
const file = desk.file('markers.json', JSON.stringify(markers));

const OPTIONS = ['--trace-uncaught', '--trace-warnings'];
const run = (name: string, how: string) =>
  desk.run([...OPTIONS, CHILD, name, how, file], { NODE_DEBUG: '*' });

const { stdout: list } = await desk.run([CHILD, 'list', '', file], {});
const [names, ways]: [string[], string[]] = JSON.parse(list);
const failures = names.flatMap((name) => ways.map((how) => ({ name, how })));

describe('a process shows neither secret nor token nor user', { concurrent: true }, () => {
  test.for(failures)('$how of $name', { timeout: 30_000 }, async ({ name, how }) => {
    const { status, stdout, stderr } = await run(name, how);
    const output = stdout + stderr;
    expect(status).toBe(1);
    expect(output, 'Node.js prints what it does').toMatch(/^[A-Z_]+ \d+: /m);
    expect(output).toMatch(/ChatTokenError|VendorRejection|AssertionError|Error: /);
    expect(leaksIn(output)).toStrictEqual([]);
  });

  test('there is something to see', () => {
    expect([names.length, ways.length]).toStrictEqual([12, 3]);
  });
});
