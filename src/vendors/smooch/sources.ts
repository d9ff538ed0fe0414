/**
 * Public documents of Smooch, now Sunshine Conversations: the engine that Khoros Brand Messenger
 * (Legacy) and Zendesk messaging are built on.
 */

/** Version 1: `scope: "appUser"` and `userId`, as in Khoros. */
export const SMOOCH_V1 = 'https://docs.smooch.io/guide/v1/authenticating-users';

/** Version 2: `scope: "user"` and `external_id`, as in Zendesk. */
export const SMOOCH_V2 = 'https://docs.smooch.io/guide/authenticating-users';

/** Scopes of tokens and the keys that sign them. */
export const SMOOCH_JWT = 'https://docs.smooch.io/guide/jwt';

/** The specification of the HTTP interface. */
export const SMOOCH_API = 'https://github.com/zendesk/sunshine-conversations-api-spec';

/** A mirror of the documentation of Smooch: keys, users, errors. */
export const SMOOCH_DOCS = 'https://github.com/curiouslychris/smooch-docs';

/** The SDK for the web, version 5, with `externalId`. */
export const SMOOCH_WEB = 'https://github.com/zendesk/sunshine-conversations-web';

/** The same, version 4, with `userId`. */
export const SMOOCH_WEB_4 = 'https://www.npmjs.com/package/smooch/v/4.29.21';
