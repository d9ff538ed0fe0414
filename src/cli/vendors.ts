import { type ChatVendor, convrs, deskpro, type KeyIdRule, khoros, zendesk } from 'chat-token';
import { contractOf } from '../schema/contract.ts';
import type { Contract } from '../schema/rule.ts';
import { convrsSnippets } from '../vendors/convrs/widget.ts';
import { deskproSnippets } from '../vendors/deskpro/widget.ts';
import { khorosSnippets } from '../vendors/khoros/widget.ts';
import type { Snippet } from '../vendors/snippet.ts';
import { zendeskSnippets } from '../vendors/zendesk/widget.ts';
import { print, printJson, styled, UsageError, wrapped } from './io.ts';

/** Any vendor. Its user is not typed, because it comes from JSON. */
export type AnyVendor = ChatVendor<unknown, object, KeyIdRule>;

/** The vendors that `--vendor` accepts, with the code for their widgets. */
export const VENDORS: readonly { vendor: AnyVendor; snippets: readonly Snippet[] }[] = [
  { vendor: khoros, snippets: khorosSnippets },
  { vendor: convrs, snippets: convrsSnippets },
  { vendor: zendesk, snippets: zendeskSnippets },
  { vendor: deskpro, snippets: deskproSnippets },
];

/** Returns the vendor with a name. */
export function findVendor(name: string | undefined): AnyVendor {
  const names = VENDORS.map(({ vendor }) => vendor.name).join(', ');
  if (name === undefined) throw new UsageError(`--vendor is required: one of ${names}.`);
  const found = VENDORS.find(({ vendor }) => vendor.name === name);
  if (found === undefined) throw new UsageError(`--vendor must be one of ${names}.`);
  return found.vendor;
}

/** Runs `chat-token vendors`: lists the claims and the key id rule of each vendor. */
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
    row('always', always.join(', ') || 'none');
    row('user', fieldNames(claims));
    row('docs', docs);
    print();
  }
  print('* required. Everything else is optional.');
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
