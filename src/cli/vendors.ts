import { type ChatVendor, convrs, deskpro, type KeyIdRule, khoros, zendesk } from 'chat-token';
import { type Contract, contractOf } from '../schema/rules.ts';
import { convrsSnippets } from '../vendors/convrs/widget.ts';
import { deskproSnippets } from '../vendors/deskpro/widget.ts';
import { khorosSnippets } from '../vendors/khoros/widget.ts';
import type { Snippet } from '../vendors/snippet.ts';
import { zendeskSnippets } from '../vendors/zendesk/widget.ts';
import { print, printJson, styled, UsageError, wrapped } from './io.ts';

/** A vendor of which only the caller's input decides what the user is. */
export type AnyVendor = ChatVendor<unknown, object, KeyIdRule>;

/** The vendors that the command line knows by name. */
export const VENDORS: readonly { vendor: AnyVendor; snippets: readonly Snippet[] }[] = [
  { vendor: khoros, snippets: khorosSnippets },
  { vendor: convrs, snippets: convrsSnippets },
  { vendor: zendesk, snippets: zendeskSnippets },
  { vendor: deskpro, snippets: deskproSnippets },
];

/** The vendor of that name. */
export function findVendor(name: string | undefined): AnyVendor {
  const names = VENDORS.map(({ vendor }) => vendor.name).join(', ');
  if (name === undefined) throw new UsageError(`--vendor is missing: one of ${names}.`);
  const found = VENDORS.find(({ vendor }) => vendor.name === name);
  if (found === undefined) throw new UsageError(`No vendor has that name: there are ${names}.`);
  return found.vendor;
}

/** `chat-token vendors`: what each vendor wants. */
export function runVendors(json: boolean): void {
  const rows = VENDORS.map(({ vendor }) => ({
    name: vendor.name,
    title: vendor.title,
    keyId: vendor.keyId,
    fixedClaims: vendor.fixedClaims,
    claims: contractOf(vendor.schema),
    docs: vendor.docs,
  }));
  if (json) {
    printJson(rows);
    return;
  }
  for (const { name, title, keyId, fixedClaims, claims, docs } of rows) {
    const always = Object.entries(fixedClaims).map(([key, value]) => `${key} = ${value}`);
    print(`${styled('title', name.padEnd(10))} ${title}`);
    row('keyId', keyId);
    row('always', always.join(', ') || 'nothing');
    row('user', fieldNames(claims));
    row('docs', docs);
    print();
  }
  print('* must be given; all else may be left out.');
}

const LABEL_WIDTH = 10;

function row(label: string, content: string): void {
  for (const [index, line] of wrapped(content, LABEL_WIDTH + 1).entries()) {
    print(`${styled('quiet', (index === 0 ? `  ${label}` : '').padEnd(LABEL_WIDTH))} ${line}`);
  }
}

function fieldNames(contract: Contract | undefined): string {
  if (contract?.type !== 'object') return 'any';
  return Object.entries(contract.fields)
    .map(([name, { required }]) => (required ? `${name}*` : name))
    .join(', ');
}
