/** What an agent sees, as data: cards of rows, made by the vendors' fakes. */
import type { ChatTokenLifetime } from 'chat-token';
import { UndocumentedError, VendorRejection } from 'chat-token/testing';
import { newKey, type PlaygroundKey } from './keys.ts';

/** How a text is drawn. */
export type Look = 'text' | 'bold text' | 'link' | 'icon' | 'badge' | 'tick' | 'quiet';

/** The colours that Convrs names. */
export type Color = 'green' | 'red' | 'yellow' | 'blue' | 'default blue' | 'grey';

/** What stands in a row. */
export type Cell =
  | {
      readonly look: Look;
      readonly text: string;
      readonly color?: Color;
      /** What else there is to say of it. */
      readonly note?: string;
    }
  | { readonly look: 'undocumented'; readonly text: string };

/** A row of a card. */
export interface PictureRow {
  readonly label: string;
  readonly cells: readonly Cell[];
}

/** A card. */
export interface PictureCard {
  readonly title: string;
  /** The vendor shows a lock beside the title. */
  readonly isLocked?: true;
  readonly rows: readonly PictureRow[];
}

/** What became of the token when it reached the vendor. */
export type PictureNotice =
  | {
      readonly kind: 'refused';
      readonly message: string;
      /** Status and body, as far as they are known. */
      readonly answer: string;
      readonly source: string;
    }
  | { readonly kind: 'undocumented'; readonly message: string };

/** What an agent sees, and what is to be said before it. */
export interface Picture {
  readonly notices: readonly PictureNotice[];
  readonly cards: readonly PictureCard[];
}

/** In which situation a token reaches the vendor. */
export interface Situation {
  readonly id: string;
  readonly label: string;
}

/** The situations that any vendor knows. */
export const SITUATIONS: readonly Situation[] = [
  { id: 'right', label: 'The vendor has this key' },
  { id: 'other key', label: 'The vendor has another key' },
  { id: 'expired', label: 'The token has expired' },
];

/** What a picture is drawn of. */
export interface PictureRequest {
  readonly token: string;
  readonly user: unknown;
  readonly key: PlaygroundKey;
  readonly situation: string;
  readonly agentLocale: string;
  readonly agentTimeZone: string;
  /** Signs a part of the user, to draw that alone. */
  sign(user: unknown): Promise<string>;
}

/** Longer than any token lives. */
const FOR_GOOD = 366 * 86_400 + 1;

/** The key that the vendor has. */
export function vendorKey({ key, situation }: PictureRequest): PlaygroundKey {
  return situation === 'other key' ? { ...newKey(), keyId: key.keyId } : key;
}

/** How much time passes before the token is used. */
export function delay({ situation }: PictureRequest): number {
  return situation === 'expired' ? FOR_GOOD : 0;
}

/** What came out, or why nothing did. */
export type Attempt<T> =
  | { readonly value: T; readonly notice?: undefined }
  | { readonly value?: undefined; readonly notice: PictureNotice };

/** Does what a vendor may refuse, or not document. Any other error is one of the playground. */
export async function attempt<T>(action: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await action() };
  } catch (error) {
    const notice = noticeOf(error);
    if (notice === undefined) throw error;
    return { notice };
  }
}

function noticeOf(error: unknown): PictureNotice | undefined {
  if (error instanceof UndocumentedError) {
    return { kind: 'undocumented', message: notDocumented(error.unknown) };
  }
  if (!(error instanceof VendorRejection)) return undefined;
  const { status, body, source } = error.answer;
  const answer = [
    ...(status === undefined ? [] : [String(status)]),
    ...(body ? [JSON.stringify(body)] : []),
  ];
  return { kind: 'refused', message: error.message, answer: answer.join(' '), source };
}

/** What is not documented, as a sentence without its end. */
function notDocumented(unknown: string): string {
  // Errors of tokens are in brackets, for people who test.
  return `Not documented: ${unknown.replace(/ \(.*\)$/s, '')}`;
}

/** A picture of a notice alone. */
export function onlyNotice(notice: PictureNotice): Picture {
  return { notices: [notice], cards: [] };
}

/** The cell for what is not documented. */
export function undocumentedCell(notice: PictureNotice): Cell {
  return { look: 'undocumented', text: notice.message };
}

/** A row of one text; none where there is nothing. */
export function textRow(
  label: string,
  text: string | undefined,
  look: Look = 'text',
): PictureRow[] {
  return text === undefined ? [] : [{ label, cells: [{ look, text }] }];
}

/** A lifetime, as it is typed; one that cannot be used is left for the library to refuse. */
export function readLifetime(text: string): ChatTokenLifetime {
  const trimmed = text.trim();
  if (isDuration(trimmed)) return trimmed;
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

function isDuration(text: string): text is `${number}${'s' | 'm' | 'h' | 'd'}` {
  return /^\d{1,9}[smhd]$/.test(text);
}
