import type { ChatVendor } from '../contract/vendor.ts';
import type { FakeOptions } from '../fakes/base.ts';
import { optionInvalid, readOptions } from '../utils/options.ts';
import {
  type ConvrsFake,
  type ConvrsFakeOptions,
  createConvrsFake,
} from '../vendors/convrs/fake.ts';
import { convrs } from '../vendors/convrs/index.ts';
import {
  createDeskproFake,
  type DeskproFake,
  type DeskproFakeOptions,
} from '../vendors/deskpro/fake.ts';
import { deskpro } from '../vendors/deskpro/index.ts';
import {
  createKhorosFake,
  type KhorosFake,
  type KhorosFakeOptions,
} from '../vendors/khoros/fake.ts';
import { khoros } from '../vendors/khoros/index.ts';
import {
  createZendeskFake,
  type ZendeskFake,
  type ZendeskFakeOptions,
} from '../vendors/zendesk/fake.ts';
import { zendesk } from '../vendors/zendesk/index.ts';

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

/** A vendor whose claims have a certain member. To the compiler, Convrs and Deskpro are otherwise alike. */
export type VendorWithClaim<Name extends string, Claims extends object> = ChatVendor<
  never,
  Claims
> &
  (Name extends keyof Claims ? unknown : never);

/**
 * Makes an in-memory version of a vendor's server, as far as its behaviour is documented: what happens
 * to users and conversations when a token arrives. The same calls give the same ids and data every time.
 * It throws {@link VendorRejection} if the vendor rejects something, and {@link UndocumentedError} if the
 * documentation does not say what happens.
 *
 * @param vendor - one of the built-in vendors
 * @param options - the keys that the vendor has for you, and the vendor's own settings
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
 * Makes an in-memory Convrs Web Chat: connections, contacts by `userId`, merged `userData`, what agents
 * see, and rotation of the secret. It throws like every fake.
 *
 * @param vendor - `convrs`
 * @param options - the keys that Convrs has for you, and the settings of the agent's browser
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'agentData', Claims>,
  options: ConvrsFakeOptions,
): ConvrsFake;
/**
 * Makes an in-memory Zendesk messaging: what a login does to users, conversations and tickets, and up to
 * 10 keys. It throws like every fake.
 *
 * @param vendor - `zendesk`
 * @param options - the keys that Zendesk has for you, and Zendesk's own settings
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'external_id', Claims>,
  options: ZendeskFakeOptions,
): ZendeskFake;
/**
 * Makes an in-memory Deskpro Messenger: users who are found, updated, created or rejected, confirmed and
 * unconfirmed ones, and their groups. It throws like every fake.
 *
 * @param vendor - `deskpro`
 * @param options - the keys that Deskpro has for you, and whether it requires a token from everyone
 */
export function createFake<Claims extends object>(
  vendor: VendorWithClaim<'deskpro_id', Claims>,
  options: DeskproFakeOptions,
): DeskproFake;
export function createFake(vendor: unknown, options: FakeOptions): AnyFake {
  const maker = MAKERS.find((one) => one.vendor === vendor);
  if (maker !== undefined) {
    readOptions('The options', options);
    return maker.create(options);
  }
  throw optionInvalid(
    'Only built-in vendors have a fake',
    'Pass khoros, convrs, zendesk or deskpro.',
  );
}

type AnyFake = KhorosFake | ConvrsFake | ZendeskFake | DeskproFake;

interface Maker {
  readonly vendor: unknown;
  /** The overloads above type the options. At run time each maker checks its own. */
  create(options: FakeOptions): AnyFake;
}

const MAKERS: readonly Maker[] = [
  { vendor: khoros, create: createKhorosFake },
  { vendor: convrs, create: createConvrsFake },
  { vendor: zendesk, create: createZendeskFake },
  { vendor: deskpro, create: createDeskproFake },
];
