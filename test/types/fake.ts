/** What createSandbox is to the compiler; see ../types.test.ts. */
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import {
  type ConvrsSandbox,
  createSandbox,
  type DeskproSandbox,
  type KhorosSandbox,
  type ZendeskSandbox,
} from 'chat-token/testing';
import { permissive } from '../support/support.ts';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

const secret = 'k3y-0f-the-types-for-this-test';
const [plain, named] = [{ keys: [{ secret }] }, { keys: [{ keyId: 'app_1', secret }] }];

const forKhoros = createSandbox(khoros, named);
const forConvrs = createSandbox(convrs, plain);
const forZendesk = createSandbox(zendesk, named);
const forDeskpro = createSandbox(deskpro, plain);
same<typeof forKhoros, KhorosSandbox>(true);
same<typeof forConvrs, ConvrsSandbox>(true);
same<typeof forZendesk, ZendeskSandbox>(true);
same<typeof forDeskpro, DeskproSandbox>(true);

createSandbox(convrs, { ...plain, agentLocale: 'de' });
createSandbox(deskpro, { ...plain, requireJwt: true });
createSandbox(zendesk, { ...named, midConversationLogin: 'new user' });

// @ts-expect-error Zendesk's keys have an id
createSandbox(zendesk, plain);
// @ts-expect-error Deskpro's have none
createSandbox(deskpro, named);
// @ts-expect-error an option of another vendor
createSandbox(convrs, { ...plain, requireJwt: true });
// @ts-expect-error a vendor that is not built in
createSandbox(permissive, named);
