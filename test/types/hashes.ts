/** The vendors with an identity hash: names of settings, and what must not compile. Checked by `npm run types`. */
import {
  type carrotQuest,
  type channelTalk,
  type chatbaseHash,
  type chatwoot,
  createChatTokenSigner,
  crisp,
  type customerly,
  front,
  type gleap,
  helper,
  type helpScout,
  type intercomHash,
  type novu,
  type plain,
  type pylon,
  type reamaze,
  type SettingsOf,
  signChatLogin,
  signChatToken,
  type sprinklr,
  type tawkLogin,
  type tawkVisitor,
  verifyChatToken,
  type yourgpt,
} from 'chat-token';
import { createTokenHandler } from 'chat-token/server';
import { invalidHash } from 'chat-token/testing';
import { type Equal, holds } from './equal.ts';

const secret = 'never run';
const email = 'jane@example.com';

// Each hash has the vendor's own name, next to the fields.
holds<Equal<SettingsOf<typeof chatwoot>['identifier_hash'], string>>();
holds<Equal<SettingsOf<typeof intercomHash>['user_hash'], string>>();
holds<Equal<SettingsOf<typeof chatbaseHash>['user_hash'], string>>();
holds<Equal<SettingsOf<typeof yourgpt>['user_hash'], string>>();
holds<Equal<SettingsOf<typeof tawkVisitor>['hash'], string>>();
holds<Equal<SettingsOf<typeof tawkLogin>['hash'], string>>();
holds<Equal<SettingsOf<typeof carrotQuest>['hash'], string>>();
holds<Equal<SettingsOf<typeof sprinklr>['hash'], string>>();
holds<Equal<SettingsOf<typeof crisp>['signature'], string>>();
holds<Equal<SettingsOf<typeof helpScout>['signature'], string>>();
holds<Equal<SettingsOf<typeof front>['userHash'], string>>();
holds<Equal<SettingsOf<typeof gleap>['userHash'], string>>();
holds<Equal<SettingsOf<typeof plain>['emailHash'], string>>();
holds<Equal<SettingsOf<typeof pylon>['email_hash'], string>>();
holds<Equal<SettingsOf<typeof customerly>['email_hash'], string>>();
holds<Equal<SettingsOf<typeof channelTalk>['memberHash'], string>>();
holds<Equal<SettingsOf<typeof reamaze>['authkey'], string>>();
holds<Equal<SettingsOf<typeof novu>['subscriberHash'], string>>();
holds<Equal<SettingsOf<typeof novu>['subscriberId'], string>>();
holds<Equal<SettingsOf<typeof helper>['emailHash'], string>>();
holds<Equal<SettingsOf<typeof helper>['timestamp'], number>>();
holds<Equal<SettingsOf<typeof gleap>['userId'], string>>();
holds<Equal<SettingsOf<typeof tawkLogin>['userId'], string>>();

// A hash has one secret, no key id, and no lifetime.
void signChatToken(crisp, { email }, { secret });
// @ts-expect-error nothing expires
void signChatToken(crisp, { email }, { secret, expiresIn: '15m' });
// @ts-expect-error there is no key id
void signChatToken(crisp, { email }, { secret, keyId: 'k' });
// @ts-expect-error the email address is hashed
void signChatToken(crisp, {}, { secret });
// @ts-expect-error the hash is not the user's
void signChatToken(crisp, { email, signature: 'x' }, { secret });
// @ts-expect-error nothing expires
void createTokenHandler(front, { getUser: () => null, secret, expiresIn: '15m' });

// Verifying needs the fields.
void verifyChatToken(crisp, 'hash', { secret, user: { email } });
// @ts-expect-error the fields are missing
void verifyChatToken(crisp, 'hash', { secret });

// Helper's hash is valid only with its time.
void signChatLogin(helper, { email }, { secret });
void createTokenHandler(helper, { getUser: () => ({ email }), secret });
// @ts-expect-error call signChatLogin
void signChatToken(helper, { email }, { secret });
// @ts-expect-error call signChatLogin
void createChatTokenSigner(helper, { secret });
// @ts-expect-error the vendor counts how old it is
void signChatLogin(helper, { email }, { secret, expiresIn: '15m' });
void verifyChatToken(helper, 'hash', { secret, user: { email, timestamp: 1 } });
// @ts-expect-error the time was sent too
void verifyChatToken(helper, 'hash', { secret, user: { email } });
void invalidHash(helper, { email }, 'expired');
// @ts-expect-error it never expires
void invalidHash(crisp, { email }, 'expired');
