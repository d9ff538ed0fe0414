import type { ChatVendor } from '../contract/vendor.ts';
import type { SandboxOptions } from '../fakes/base.ts';
import type { KeyIdRule } from '../keys/keys.ts';
import { bare } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { convrs } from '../vendors/convrs/contract.ts';
import {
  type ConvrsSandbox,
  type ConvrsSandboxOptions,
  createConvrsSandbox,
} from '../vendors/convrs/fake.ts';
import { deskpro } from '../vendors/deskpro/contract.ts';
import {
  createDeskproSandbox,
  type DeskproSandbox,
  type DeskproSandboxOptions,
} from '../vendors/deskpro/fake.ts';
import { khoros } from '../vendors/khoros/contract.ts';
import {
  createKhorosSandbox,
  type KhorosSandbox,
  type KhorosSandboxOptions,
} from '../vendors/khoros/fake.ts';
import { zendesk } from '../vendors/zendesk/contract.ts';
import {
  createZendeskSandbox,
  type ZendeskSandbox,
  type ZendeskSandboxOptions,
} from '../vendors/zendesk/fake.ts';

export {
  type Sandbox,
  type SandboxMessage,
  type SandboxOptions,
  UndocumentedError,
  type VendorAnswer,
  VendorRefusal,
} from '../fakes/base.ts';
export type {
  ConvrsSandbox,
  ConvrsSandboxOptions,
  ConvrsSandboxUser,
  ConvrsTokenTest,
  ConvrsVisitor,
} from '../vendors/convrs/fake.ts';
export type {
  ConvrsAgentPanel,
  ConvrsAgentRow,
  PanelOptions as ConvrsPanelOptions,
} from '../vendors/convrs/fake-panel.ts';
export type {
  DeskproSandbox,
  DeskproSandboxConversation,
  DeskproSandboxOptions,
  DeskproSandboxUser,
  DeskproVisitor,
} from '../vendors/deskpro/fake.ts';
export type {
  KhorosSandbox,
  KhorosSandboxConversation,
  KhorosSandboxOptions,
  KhorosSandboxUser,
  KhorosVisitor,
} from '../vendors/khoros/fake.ts';
export type {
  ZendeskSandbox,
  ZendeskSandboxConversation,
  ZendeskSandboxOptions,
  ZendeskSandboxTicket,
  ZendeskSandboxUser,
  ZendeskVisitor,
} from '../vendors/zendesk/fake.ts';

/**
 * A vendor whose claims have a member of that name: to the compiler, those of Convrs and of Deskpro are
 * otherwise alike.
 */
export type VendorWithClaim<Name extends string, Claims extends object> = ChatVendor<
  unknown,
  Claims
> &
  (Name extends keyof Claims ? unknown : never);

/**
 * A vendor's documented server behaviour, in memory: what happens to users and conversations when a
 * token arrives. The same calls give the same ids and data every time. Where the vendor refuses, it
 * throws {@link VendorRefusal}; where its documents are silent, {@link UndocumentedError}, which names
 * what is not known.
 *
 * @param vendor - one of the built-in vendors
 * @param options - the keys that the vendor has for you, and what can be set at this vendor
 * @throws `ChatTokenError` `ERR_OPTION_INVALID`, or `ERR_SECRET_INVALID` for a key
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 * import { createSandbox } from 'chat-token/testing';
 *
 * const key = { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' };
 * const sandbox = createSandbox(zendesk, { keys: [key] });
 *
 * const phone = sandbox.visitor();
 * await phone.login(await signChatToken(zendesk, { external_id: 'u_1' }, key));
 * await phone.say('Where is my parcel?');
 *
 * const laptop = sandbox.visitor();
 * await laptop.say('Hello?');
 * await laptop.login(await signChatToken(zendesk, { external_id: 'u_1' }, key));
 * console.log(laptop.conversation?.messages.map(({ text }) => text)); // [ 'Where is my parcel?', 'Hello?' ]
 * console.log(sandbox.tickets.map(({ status }) => status)); // [ 'open', 'closed' ]
 * ```
 */
export function createSandbox<Claims extends object>(
  vendor: VendorWithClaim<'givenName', Claims>,
  options: KhorosSandboxOptions,
): KhorosSandbox;
/**
 * Convrs Web Chat in memory: what `connect` makes of a token, contacts by `userId`, merged `userData`,
 * what agents see, and rotation of the secret. Refusals and unknowns are thrown, as for every vendor.
 *
 * @param vendor - `convrs`
 * @param options - the keys that Convrs has for you, and how the agent's browser is set
 */
export function createSandbox<Claims extends object>(
  vendor: VendorWithClaim<'agentData', Claims>,
  options: ConvrsSandboxOptions,
): ConvrsSandbox;
/**
 * Zendesk messaging in memory: what a log-in does to users, conversations and tickets, and up to 10
 * keys. Refusals and unknowns are thrown, as for every vendor.
 *
 * @param vendor - `zendesk`
 * @param options - the keys that Zendesk has for you, and what can be set there
 */
export function createSandbox<Claims extends object>(
  vendor: VendorWithClaim<'external_id', Claims>,
  options: ZendeskSandboxOptions,
): ZendeskSandbox;
/**
 * Deskpro Messenger in memory: users who are found, updated, created or refused, confirmed and
 * unconfirmed ones, and their groups. Refusals and unknowns are thrown, as for every vendor.
 *
 * @param vendor - `deskpro`
 * @param options - the keys that Deskpro has for you, and whether it demands a token of everyone
 */
export function createSandbox<Claims extends object>(
  vendor: VendorWithClaim<'deskpro_id', Claims>,
  options: DeskproSandboxOptions,
): DeskproSandbox;
export function createSandbox(vendor: unknown, options: SandboxOptions<KeyIdRule>): AnySandbox {
  const maker = MAKERS.find((one) => one.vendor === vendor);
  if (maker !== undefined) {
    readOptions('The options', options);
    return maker.create(bare(options));
  }
  throw optionInvalid(
    'There is a sandbox for the built-in vendors alone',
    'Pass khoros, convrs, zendesk or deskpro itself.',
  );
}

type AnySandbox = KhorosSandbox | ConvrsSandbox | ZendeskSandbox | DeskproSandbox;

interface Maker {
  readonly vendor: unknown;
  /** Of which vendor the options must be, the signatures above say; at run time each maker checks. */
  create(options: SandboxOptions<KeyIdRule>): AnySandbox;
}

const MAKERS: readonly Maker[] = [
  { vendor: khoros, create: createKhorosSandbox },
  { vendor: convrs, create: createConvrsSandbox },
  { vendor: zendesk, create: createZendeskSandbox },
  { vendor: deskpro, create: createDeskproSandbox },
];
