// @ts-check
/** The spelling of the documentation. A vendor's own words go into its guide.md: `cspell:ignore`. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../docs/vendors/', import.meta.url);

/** The names of the vendors, which are in their pages' names and titles. */
const names = readdirSync(folder).flatMap((file) => [
  ...file.replace(/\.md$/, '').split('-'),
  ...(/^# (.*)$/m.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1] ?? '').split(/\W+/),
]);

export default {
  version: '0.2',
  language: 'en-GB',
  caseSensitive: false,
  ignorePaths: ['docs/api/**', 'docs/examples/**', 'docs/.vitepress/dist/**'],
  ignoreRegExpList: ['/https?:\\/\\/[^\\s)>"\'`]+/g', '/\\beyJ[\\w.-]*/g'],
  words: [
    'globex', // a made-up company in examples
    'Supabase',
    'writable', // a property of Node.js' responses
    ...names,
    'appusers',
    'arktype',
    'asertion', // a name of Kore.ai's SDK
    'Brandmessenger',
    'crit',
    'gamecenter',
    'getstream',
    'HMAC',
    'jjwt',
    'jwtid',
    'keyid',
    'livechat',
    'msisdn',
    'npmjs',
    'playstore',
    'preflights',
    'raisable',
    'subpaths',
    'taskset',
    'timezone',
    'tsndr',
    'UJET',
    'usergroup',
    'webchat',
    'workerd',
    'zopim',
  ],
};
