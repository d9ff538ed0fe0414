/** The vendors of the playground, all alike to the page. */
import {
  type ChatLogin,
  type ChatTokenLifetime,
  signChatLogin,
  type TokenExpiry,
} from 'chat-token';
import {
  type AnyVendor,
  exampleOf,
  exampleVendor,
  VENDORS as LISTED,
  type ListedVendor,
} from '../../../../src/cli/list.ts';
import type { Contract } from './contract.ts';
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
  readonly vendor: AnyVendor;
  /** The configuration of its example, if the vendor needs one. */
  readonly config: object | undefined;
  readonly contract: Contract;
  /** The user to start with. */
  readonly example: unknown;
  readonly usesKeyId: boolean;
  /** The lifetime to start with; `undefined` where nothing expires. */
  readonly lifetime: string | undefined;
  readonly usesLocale: boolean;
  readonly situations: readonly Situation[];
  sign(user: unknown, key: PlaygroundKey, expiresIn: ChatTokenLifetime): Promise<ChatLogin>;
  /** Draws what the agent sees, where that is known. */
  readonly draw: ((request: PictureRequest) => Promise<Picture>) | undefined;
}

/** What an agent sees. */
interface Drawing {
  readonly draw: (request: PictureRequest) => Promise<Picture>;
  readonly situations?: readonly Situation[];
  readonly usesLocale?: boolean;
  /** Claims of the example that are left out at first, because what they do is not documented. */
  readonly leftOut?: readonly string[];
}

/** The vendors for which it can be drawn, because they have a fake. They come first. */
const DRAWINGS: Readonly<Record<string, Drawing>> = {
  khoros: { draw: drawKhoros },
  convrs: { draw: drawConvrs, usesLocale: true },
  zendesk: { draw: drawZendesk, situations: ZENDESK_SITUATIONS },
  deskpro: { draw: drawDeskpro, situations: DESKPRO_SITUATIONS, leftOut: ['deskpro_id'] },
};

/** All vendors of the package. One that needs configuration has that of its example. */
export const VENDORS: readonly PlaygroundVendor[] = [
  ...Object.keys(DRAWINGS).flatMap((name) => LISTED.filter((listed) => listed.name === name)),
  ...LISTED.filter(({ name }) => !Object.hasOwn(DRAWINGS, name)),
].map(playgroundVendor);

/** The vendors whose tokens can be read: a hash has nothing to read in it. */
export const READABLE: readonly PlaygroundVendor[] = VENDORS.filter(
  ({ vendor }) => vendor.token.kind === 'jwt',
);

function playgroundVendor(listed: ListedVendor): PlaygroundVendor {
  const vendor = exampleVendor(listed);
  const { full, config } = exampleOf(listed);
  const { name, title, token } = vendor;
  const drawing = Object.hasOwn(DRAWINGS, name) ? DRAWINGS[name] : undefined;
  const usesKeyId = token.keyId === 'required';
  const members = Object.entries(full.user);
  return {
    name,
    title,
    vendor,
    config,
    contract: vendor['~contract']() ?? { type: 'json' },
    example: Object.fromEntries(
      members.filter(([claim]) => drawing?.leftOut?.includes(claim) !== true),
    ),
    usesKeyId,
    lifetime: token.expiry?.claim === 'exp' ? lifetimeOf(token.expiry) : undefined,
    usesLocale: drawing?.usesLocale ?? false,
    situations: drawing?.situations ?? SITUATIONS,
    sign: (user, { keyId, secret }, expiresIn) =>
      signChatLogin(vendor, user, {
        ...(usesKeyId && { keyId }),
        secret,
        ...(token.expiry?.claim === 'exp' && { expiresIn }),
      }),
    draw: drawing?.draw,
  };
}

/** The vendor's default lifetime, as it is typed into the form. */
function lifetimeOf({ default: seconds }: TokenExpiry): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
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
