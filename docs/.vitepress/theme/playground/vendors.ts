/** The vendors of the playground, all alike to the page. */
import {
  type ChatTokenLifetime,
  type ChatVendor,
  convrs,
  deskpro,
  khoros,
  signChatToken,
  zendesk,
} from 'chat-token';
import convrsUser from '../../../examples/users/convrs.json' with { type: 'json' };
import deskproUser from '../../../examples/users/deskpro.json' with { type: 'json' };
import khorosUser from '../../../examples/users/khoros.json' with { type: 'json' };
import zendeskUser from '../../../examples/users/zendesk.json' with { type: 'json' };
import { type Contract, contractOf } from './contract.ts';
import type { PlaygroundKey } from './keys.ts';
import { type Picture, type PictureRequest, SITUATIONS, type Situation } from './picture.ts';
import { drawConvrs } from './picture-convrs.ts';
import { DESKPRO_SITUATIONS, drawDeskpro } from './picture-deskpro.ts';
import { drawKhoros } from './picture-khoros.ts';
import { drawZendesk, ZENDESK_SITUATIONS } from './picture-zendesk.ts';

/** A vendor, and what the page needs of it. */
export interface PlaygroundVendor {
  readonly name: string;
  readonly title: string;
  /** Of whom only the contract decides what a user is. */
  readonly vendor: ChatVendor<unknown, object>;
  readonly contract: Contract;
  /** The user to start with. */
  readonly example: unknown;
  readonly usesKeyId: boolean;
  readonly usesLocale: boolean;
  readonly situations: readonly Situation[];
  sign(user: unknown, key: PlaygroundKey, expiresIn: ChatTokenLifetime): Promise<string>;
  draw(request: PictureRequest): Promise<Picture>;
}

type Own = Pick<PlaygroundVendor, 'example' | 'situations' | 'draw'>;

export const VENDORS: readonly PlaygroundVendor[] = [
  keyed(khoros, { example: khorosUser, situations: SITUATIONS, draw: drawKhoros }),
  {
    ...keyless(convrs, { example: convrsUser, situations: SITUATIONS, draw: drawConvrs }),
    usesLocale: true,
  },
  keyed(zendesk, { example: zendeskUser, situations: ZENDESK_SITUATIONS, draw: drawZendesk }),
  keyless(deskpro, { example: deskproUser, situations: DESKPRO_SITUATIONS, draw: drawDeskpro }),
];

function keyed(vendor: ChatVendor<unknown, object, 'required'>, own: Own): PlaygroundVendor {
  return {
    ...common(vendor, own),
    usesKeyId: true,
    sign: (user, { keyId, secret }, expiresIn) =>
      signChatToken(vendor, user, { keyId, secret, expiresIn }),
  };
}

function keyless(vendor: ChatVendor<unknown, object, 'unused'>, own: Own): PlaygroundVendor {
  return {
    ...common(vendor, own),
    usesKeyId: false,
    sign: (user, { secret }, expiresIn) => signChatToken(vendor, user, { secret, expiresIn }),
  };
}

function common(vendor: ChatVendor<unknown, object>, own: Own) {
  const { name, title, schema } = vendor;
  const contract = contractOf(schema) ?? { type: 'json' };
  return { ...own, name, title, vendor, contract, usesLocale: false };
}

/** The locales that an agent may have, to choose from. */
export const LOCALES: readonly Situation[] = [
  { id: 'en-GB', label: 'English (United Kingdom)' },
  { id: 'en-US', label: 'English (United States)' },
  { id: 'de-DE', label: 'German (Germany)' },
  { id: 'fr-FR', label: 'French (France)' },
  { id: 'es-ES', label: 'Spanish (Spain)' },
  { id: 'pl-PL', label: 'Polish (Poland)' },
  { id: 'hi-IN', label: 'Hindi (India)' },
  { id: 'ar-EG', label: 'Arabic (Egypt)' },
  { id: 'ja-JP', label: 'Japanese (Japan)' },
];

/** The time zones of agents, to choose from. */
export const TIME_ZONES: readonly string[] = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
];
