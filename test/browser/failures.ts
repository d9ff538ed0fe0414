/** The ways in which an endpoint fails. */
import type { ServerResponse } from 'node:http';
import { NOW_SECONDS } from '../support/known-tokens.ts';
import { type Tested, tested, tokenFor } from './vendors.ts';

type Failure = (response: ServerResponse, entry: Tested) => unknown;

const OTHER: Readonly<Record<string, string>> = {
  khoros: 'zendesk',
  convrs: 'deskpro',
  zendesk: 'khoros',
  deskpro: 'convrs',
};

/** By what is wrong. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  'an error of the server': (response) => response.writeHead(500).end('Internal Server Error'),
  'a page in place of JSON': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello.'),
  'an empty answer': (response) => response.writeHead(200).end(),
  'a redirect to the log-in page': (response) =>
    response.writeHead(302, { location: '/please-log-in' }).end(),
  'the token of another vendor': async (response, { name }) => {
    const token = await tokenFor(tested(OTHER[name] ?? ''), 'jane', NOW_SECONDS * 1000);
    const times = { expiresAt: NOW_SECONDS + 900, refreshAt: NOW_SECONDS + 675 };
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ token, userId: 'jane', ...times }));
  },
  'no connection': (response) => response.destroy(),
};
