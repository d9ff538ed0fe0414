import type { ChatVendor } from '../contract/vendor.ts';
import type { FakeOptions } from '../fakes/base.ts';
import type { KeyIdRule } from '../keys/keys.ts';
import { bare } from '../utils/objects.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import { convrs } from '../vendors/convrs/contract.ts';
import {
  type ConvrsFake,
  type ConvrsFakeOptions,
  createConvrsFake,
} from '../vendors/convrs/fake.ts';
import { deskpro } from '../vendors/deskpro/contract.ts';
import {
  createDeskproFake,
  type DeskproFake,
  type DeskproFakeOptions,
} from '../vendors/deskpro/fake.ts';
import { khoros } from '../vendors/khoros/contract.ts';
import {
  createKhorosFake,
  type KhorosFake,
  type KhorosFakeOptions,
} from '../vendors/khoros/fake.ts';
import { zendesk } from '../vendors/zendesk/contract.ts';
import {
  createZendeskFake,
  type ZendeskFake,
  type ZendeskFakeOptions,
} from '../vendors/zendesk/fake.ts';

export {
  type Fake,
  type FakeMessage,
  type FakeOptions,
  UndocumentedError,
  type VendorAnswer,
  VendorRejection,
} from '../fakes/base.ts';
export type {
  ConvrsFake,
  ConvrsFakeOptions,
  ConvrsFakeUser,
  ConvrsTokenTest,
  ConvrsVisitor,
} from '../vendors/convrs/fake.ts';
export type {
  ConvrsAgentPanel,
  ConvrsAgentRow,
  PanelOptions as ConvrsPanelOptions,
} from '../vendors/convrs/fake-panel.ts';
export type {
  DeskproFake,
  DeskproFakeConversation,
  DeskproFakeOptions,
  DeskproFakeUser,
  DeskproVisitor,
} from '../vendors/deskpro/fake.ts';
export type {
  KhorosFake,
  KhorosFakeConversation,
  KhorosFakeOptions,
  KhorosFakeUser,
  KhorosVisitor,
} from '../vendors/khoros/fake.ts';
export type {
  ZendeskFake,
  ZendeskFakeConversation,
  ZendeskFakeOptions,
  ZendeskFakeTicket,
  ZendeskFakeUser,
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
 * throws {@link VendorRejection}; where its documents are silent, {@link UndocumentedError}, which names
 * what is not known.
 *
 * @param vendor - one of the built-in vendors
 * @param options - the keys that the vendor has for you, and what can be set at this vendor
 * @throws `ChatTokenError` `ERR_OPTION_INVALID`, or `ERR_SECRET_INVALID` for a key
 * @example
 * ```ts
 * import { signChatToken, zendesk } from 'chat-token';
 * import { createFake } from 'chat-token/testing';
 *
 * const key = { keyId: 'app_1', secret: 'k3y-0f-zendesk-for-this-example' };
 * const fake = createFake(zendesk, { keys: [key] });
 *
 * const phone = fake.visitor();
 * await phone.login(await signChatToken(zendesk, { external_id: 'u_1' }, key));
 * await phone.say('Where is my parcel?');
 *
 * const laptop = fake.visitor();
 * await laptop.say('Hello?');
 * await laptop.login(await signChatToken(zendesk, { external_id: 'u_1' }, key));
 * console.log(laptop.conversation?.messages.map(({ text }) => text)); // [ 'Where is my parcel?', 'Hello?' ]
 * console.log(fake.tickets.map(({ status }) => status)); // [ 'open', 'closed' ]
 * ```
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'givenName', Claims>,
  options: KhorosFakeOptions,
): KhorosFake;
/**
 * Convrs Web Chat in memory: what `connect` makes of a token, contacts by `userId`, merged `userData`,
 * what agents see, and rotation of the secret. Refusals and unknowns are thrown, as for every vendor.
 *
 * @param vendor - `convrs`
 * @param options - the keys that Convrs has for you, and how the agent's browser is set
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'agentData', Claims>,
  options: ConvrsFakeOptions,
): ConvrsFake;
/**
 * Zendesk messaging in memory: what a log-in does to users, conversations and tickets, and up to 10
 * keys. Refusals and unknowns are thrown, as for every vendor.
 *
 * @param vendor - `zendesk`
 * @param options - the keys that Zendesk has for you, and what can be set there
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'external_id', Claims>,
  options: ZendeskFakeOptions,
): ZendeskFake;
/**
 * Deskpro Messenger in memory: users who are found, updated, created or refused, confirmed and
 * unconfirmed ones, and their groups. Refusals and unknowns are thrown, as for every vendor.
 *
 * @param vendor - `deskpro`
 * @param options - the keys that Deskpro has for you, and whether it demands a token of everyone
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'deskpro_id', Claims>,
  options: DeskproFakeOptions,
): DeskproFake;
export function createFake(vendor: unknown, options: FakeOptions<KeyIdRule>): AnyFake {
  const maker = MAKERS.find((one) => one.vendor === vendor);
  if (maker !== undefined) {
    readOptions('The options', options);
    return maker.create(bare(options));
  }
  throw optionInvalid(
    'There is a fake for the built-in vendors alone',
    'Pass khoros, convrs, zendesk or deskpro itself.',
  );
}

type AnyFake = KhorosFake | ConvrsFake | ZendeskFake | DeskproFake;

interface Maker {
  readonly vendor: unknown;
  /** Of which vendor the options must be, the signatures above say; at run time each maker checks. */
  create(options: FakeOptions<KeyIdRule>): AnyFake;
}

const MAKERS: readonly Maker[] = [
  { vendor: khoros, create: createKhorosFake },
  { vendor: convrs, create: createConvrsFake },
  { vendor: zendesk, create: createZendeskFake },
  { vendor: deskpro, create: createDeskproFake },
];
