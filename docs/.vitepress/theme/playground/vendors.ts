/** The vendors of the playground, all alike to the page. */
import * as library from 'chat-token';
import { type ChatTokenLifetime, type ChatVendor, signChatToken } from 'chat-token';
import { EXAMPLES } from '../../../../src/vendors/examples.ts';
import type { Contract } from './contract.ts';
import type { PlaygroundKey } from './keys.ts';
import { type Picture, type PictureRequest, SITUATIONS, type Situation } from './picture.ts';
import { drawConvrs } from './picture-convrs.ts';
import { DESKPRO_SITUATIONS, drawDeskpro } from './picture-deskpro.ts';
import { drawKhoros } from './picture-khoros.ts';
import { drawZendesk, ZENDESK_SITUATIONS } from './picture-zendesk.ts';

/** Any vendor. Its user is not typed, because it is typed in by hand: the vendor checks it. */
type AnyVendor = ChatVendor<unknown>;

/** A vendor, and what the page needs of it. */
export interface PlaygroundVendor {
  readonly name: string;
  readonly title: string;
  readonly vendor: AnyVendor;
  readonly contract: Contract;
  /** The user to start with. */
  readonly example: unknown;
  readonly usesKeyId: boolean;
  readonly usesLocale: boolean;
  readonly situations: readonly Situation[];
  sign(user: unknown, key: PlaygroundKey, expiresIn: ChatTokenLifetime): Promise<string>;
  draw(request: PictureRequest): Promise<Picture>;
}

/** What an agent sees. */
interface Drawing {
  readonly draw: (request: PictureRequest) => Promise<Picture>;
  readonly situations?: readonly Situation[];
  readonly usesLocale?: boolean;
  /** Claims of the example that are left out at first, because what they do is not documented. */
  readonly leftOut?: readonly string[];
}

/** The vendors for which it can be drawn, because they have a fake. Only they are in the playground. */
const DRAWINGS: Readonly<Record<string, Drawing>> = {
  khoros: { draw: drawKhoros },
  convrs: { draw: drawConvrs, usesLocale: true },
  zendesk: { draw: drawZendesk, situations: ZENDESK_SITUATIONS },
  deskpro: { draw: drawDeskpro, situations: DESKPRO_SITUATIONS, leftOut: ['deskpro_id'] },
};

/** The vendors whose JWTs can be read. */
export const READABLE: readonly AnyVendor[] = Object.values<unknown>(library)
  .filter(isVendor)
  .filter(({ token }) => token.kind === 'jwt');

/** The vendors for which tokens can be made. */
export const VENDORS: readonly PlaygroundVendor[] = Object.entries(DRAWINGS).flatMap(
  ([name, drawing]) =>
    READABLE.filter((vendor) => vendor.name === name).map((vendor) => makeable(vendor, drawing)),
);

function isVendor(value: unknown): value is AnyVendor {
  return ['~validate', '~contract'].every((name) => Reflect.has(Object(value), name));
}

function makeable(
  vendor: AnyVendor,
  { draw, situations = SITUATIONS, usesLocale = false, leftOut = [] }: Drawing,
): PlaygroundVendor {
  const { name, title } = vendor;
  const usesKeyId = vendor.token.keyId === 'required';
  const members = Object.entries(EXAMPLES[name]?.full.user ?? {});
  return {
    name,
    title,
    vendor,
    contract: vendor['~contract']() ?? { type: 'json' },
    example: Object.fromEntries(members.filter(([claim]) => !leftOut.includes(claim))),
    usesKeyId,
    usesLocale,
    situations,
    sign: (user, { keyId, secret }, expiresIn) =>
      signChatToken(vendor, user, { ...(usesKeyId && { keyId }), secret, expiresIn }),
    draw,
  };
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
