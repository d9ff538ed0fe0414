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
    'antiwork', // the company of Helper
    'appusers',
    'arktype',
    'asertion', // a name of Kore.ai's SDK
    'authkey', // Re:amaze's name for its hash
    'Brandmessenger',
    'carrotquest', // Carrot quest's domain and global
    'crit',
    'frontapp', // Front's domain
    'gamecenter',
    'getstream',
    'hlpr', // the start of Helper's secrets
    'HMAC',
    'jjwt',
    'jwtid',
    'keyid',
    'lightbox',
    'livechat',
    'msisdn',
    'npmjs',
    'playstore',
    'PMKR', // in a published secret
    'preflights',
    'raisable',
    'subpaths',
    'taskset',
    'shoutbox',
    'timezone',
    'tsndr',
    'UJET',
    'unhashed',
    'usepylon', // Pylon's domain
    'userauth', // in a sample of Carrot quest
    'usergroup',
    'vkei', // in the address of a page of Crisp
    'webchat',
    'workerd',
    'zopim',
  ],
};
