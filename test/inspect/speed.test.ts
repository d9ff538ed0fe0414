/** Whatever is inspected, the answer is there soon: these measure the time. */
import { convrs, zendesk } from 'chat-token';
import { inspectChatToken } from 'chat-token/inspect';
import { expect, test } from 'vitest';
import { forge, SECRET } from '../support.ts';
import { HEADER, ofConvrs } from './support.ts';

test.each([
  ['a megabyte of brackets', forge(HEADER, '['.repeat(700_000))],
  ['a megabyte of objects', forge(HEADER, '{"a":'.repeat(150_000))],
  ['a megabyte of dots', '.'.repeat(1_048_576)],
  ['a megabyte of padding', `${'='.repeat(1_048_570)}a.a.a`],
  ['a megabyte of white space', `${' '.repeat(1_048_570)}a`],
  ['Bearer without end', `Bearer ${' '.repeat(1_000_000)}`],
  ['line breaks without end', `HTTP/1${'\r\n\r'.repeat(300_000)}`],
  [
    'a claim of a megabyte',
    ofConvrs({ email: 'a@'.repeat(300_000), phone: '+1'.repeat(1000), locale: 'a-'.repeat(1000) })
      .token,
  ],
  [
    'many claims',
    forge(
      HEADER,
      Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1])),
    ),
  ],
])('%s: an answer within a second', async (_, value) => {
  const start = performance.now();
  for (const of of [undefined, convrs, zendesk])
    await inspectChatToken(value, { vendor: of, secret: SECRET });
  expect(performance.now() - start).toBeLessThan(3000);
});
