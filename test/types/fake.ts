/** What createFake is to the compiler; see ../types.test.ts. */
import { convrs, deskpro, khoros, zendesk } from 'chat-token';
import {
  type ConvrsFake,
  createFake,
  type DeskproFake,
  type KhorosFake,
  type ZendeskFake,
} from 'chat-token/testing';
import { permissive } from '../support/support.ts';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

const secret = 'k3y-0f-the-types-for-this-test';
const [plain, named] = [{ keys: [{ secret }] }, { keys: [{ keyId: 'app_1', secret }] }];

const forKhoros = createFake(khoros, named);
const forConvrs = createFake(convrs, plain);
const forZendesk = createFake(zendesk, named);
const forDeskpro = createFake(deskpro, plain);
same<typeof forKhoros, KhorosFake>(true);
same<typeof forConvrs, ConvrsFake>(true);
same<typeof forZendesk, ZendeskFake>(true);
same<typeof forDeskpro, DeskproFake>(true);

createFake(convrs, { ...plain, agentLocale: 'de' });
createFake(deskpro, { ...plain, requireJwt: true });
createFake(zendesk, { ...named, midConversationLogin: 'new user' });

// @ts-expect-error Zendesk's keys have an id
createFake(zendesk, plain);
// @ts-expect-error Deskpro's have none
createFake(deskpro, named);
// @ts-expect-error an option of another vendor
createFake(convrs, { ...plain, requireJwt: true });
// @ts-expect-error a vendor that is not built in
createFake(permissive, named);
