import type { Contract, TokenFormat } from 'chat-token';
import { print, printJson, printRow, styled, wrapped } from './io.ts';
import { exampleOf, exampleVendor, isVendor, type ListedVendor, VENDORS } from './list.ts';

/** What each kind of token is called. */
const KINDS: Readonly<Record<TokenFormat['kind'], string>> = {
  jwt: 'JWT (HS256)',
  hmac: 'identity hash (HMAC-SHA256)',
};

/** Runs `chat-token vendors`: lists the token, the claims and the key id rule of each vendor. */
export function runVendors(json: boolean, vendors: readonly ListedVendor[] = VENDORS): void {
  const rows = vendors.map(describe);
  if (json) {
    printJson(rows);
    return;
  }
  for (const { name, title, kind, keyId, config, fixedClaims, claims, docs } of rows) {
    const always = Object.entries(fixedClaims).map(([key, value]) => `${key} = ${value}`);
    print(styled('title', name.padEnd(INDENT - 1)), ` ${title}`);
    row('token', KINDS[kind]);
    if (kind === 'jwt') row('keyId', keyId);
    if (config !== undefined) row('config', `needed, such as ${spaced(config)}`);
    row('always', always.join(', ') || 'none');
    row('user', fieldNames(claims));
    row('docs', docs);
    print();
  }
  print('* required. Everything else is optional.');
}

/** Collects what is shown of a vendor. A configured one is shown with the configuration of its example. */
function describe(listed: ListedVendor) {
  const vendor = exampleVendor(listed);
  const { kind, keyId, fixedClaims } = vendor.token;
  return {
    name: vendor.name,
    title: vendor.title,
    kind,
    keyId,
    config: isVendor(listed.vendor) ? undefined : exampleOf(listed).config,
    fixedClaims,
    claims: vendor['~contract'](),
    docs: vendor.docs,
  };
}

/** Writes JSON with spaces, where lines can be broken. */
function spaced(value: object): string {
  return JSON.stringify(value, undefined, 1).replaceAll(/\n\s*/g, ' ');
}

const INDENT = 11;

function row(label: string, content: string): void {
  printRow(`  ${label}`, wrapped(content, INDENT), INDENT);
}

function fieldNames(contract: Contract | undefined): string {
  if (contract?.type !== 'object') return 'any';
  const { fields, rest, oneOf } = contract;
  const names = Object.entries(fields).map(([name, { required }]) =>
    required ? `${name}*` : name,
  );
  if (rest !== undefined) names.push('any other');
  const condition = oneOf === undefined ? '' : `; at least one of ${oneOf.join(', ')}`;
  return `${names.join(', ')}${condition}`;
}
