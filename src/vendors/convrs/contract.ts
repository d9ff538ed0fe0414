import { builtInVendor, type ChatVendor } from '../../contract/vendor.ts';
import { contractSchema } from '../../schema/contract.ts';
import type { Rule } from '../../schema/rule.ts';
import { byType, list, object, optional, record } from '../../schema/structures.ts';
import { boolean, choice, identifier, number, scalar, string } from '../../schema/values.ts';
import { CURRENCY_CODE, DATE, DATE_TIME, WEB_LINK } from './formats.ts';

const DOCS = 'https://convrs.io/docs/integrations/web-chat-identity-verification';

/**
 * Who the visitor is, for Convrs Web Chat.
 *
 * Source: Convrs, "Web Chat Identity Verification".
 */
export interface ConvrsUser {
  /**
   * The user's id in your system (a database id, a UUID), which links the user to the chat history for
   * good. Recommended: without it a visitor who clears cookies is a new one. Not blank. Better no
   * e-mail address, which may change. Its maximum length is not documented.
   */
  readonly userId?: string | undefined;
  /** The user's e-mail address. Convrs ignores one that is not valid, without a word. */
  readonly email?: string | undefined;
  /** The name that agents see, split into first and last name by Convrs. */
  readonly name?: string | undefined;
  /** Phone number in international form: `+447700900123`. */
  readonly phone?: string | undefined;
  /** Language of the conversation: `en-GB`, `fr-FR`. */
  readonly locale?: string | undefined;
  /**
   * The user's record in your CRM, shown to agents with a link where a CRM is integrated. Not blank.
   * Mind the capital ID.
   */
  readonly crmID?: string | undefined;
  /**
   * Data for chatbot flows, there as `{{userData.key}}`. Merged into what is stored: keys that are
   * not given stay. Values are strings, finite numbers or booleans, not nested. No secrets: anyone
   * with the browser can read them.
   */
  readonly userData?: Readonly<Record<string, string | number | boolean>> | undefined;
  /**
   * What agents see in the Visitor Details card: rows of `label` and `value`, in this order. A row's
   * `type` says what its value is and how it is shown: without one, a string in bold. How many there
   * may be is not documented.
   */
  readonly agentData?: readonly ConvrsAgentData[] | undefined;
}

/** What is on the wire for Convrs Web Chat, beside `iat` and `exp`. */
export interface ConvrsClaims extends ConvrsUser {}

/** One row of the Visitor Details card; `type` says how its value is shown. */
export type ConvrsAgentData =
  | ConvrsAgentText
  | ConvrsAgentDate
  | ConvrsAgentDateTime
  | ConvrsAgentNumber
  | ConvrsAgentCurrency
  | ConvrsAgentEmail
  | ConvrsAgentPhone
  | ConvrsAgentLink
  | ConvrsAgentBoolean
  | ConvrsAgentStatus;

/** What all rows have. One member for all of them: editors then know it before there is a `type`. */
export interface ConvrsAgentLabel {
  /** The name of the row. */
  readonly label: string;
}

/** A row shown as bold text. */
export interface ConvrsAgentText extends ConvrsAgentLabel {
  /** The text, shown in bold. */
  readonly value: string;
  /** Left out for a row of text. */
  readonly type?: undefined;
}

/** A row shown as a date in the agent's locale. */
export interface ConvrsAgentDate extends ConvrsAgentLabel {
  /** The date: one that exists, as `2024-03-15`. */
  readonly value: string;
  /** Shown as `15 Mar 2024`. */
  readonly type: 'date';
}

/** A row shown as date and time in the agent's locale. */
export interface ConvrsAgentDateTime extends ConvrsAgentLabel {
  /** Date and time in ISO 8601, ones that exist: `2026-04-23T14:30:00Z`. */
  readonly value: string;
  /** Shown as `23 Apr 2026, 14:30`. */
  readonly type: 'datetime';
}

/** A row shown as a number with thousand separators. */
export interface ConvrsAgentNumber extends ConvrsAgentLabel {
  /** The number, a finite one. */
  readonly value: number;
  /** Shown as `48,750`. */
  readonly type: 'number';
}

/** A row shown as an amount of money. */
export interface ConvrsAgentCurrency extends ConvrsAgentLabel {
  /** The amount, a finite number in whole units of the currency: `1250` for $1,250.00. */
  readonly value: number;
  /** Shown as `$1,250.00`. */
  readonly type: 'currency';
  /**
   * ISO 4217 code, three capital letters: `USD`. Whether Convrs demands it, and what it takes without
   * it, is not documented.
   */
  readonly currency?: string | undefined;
}

/** A row shown as an e-mail link. */
export interface ConvrsAgentEmail extends ConvrsAgentLabel {
  /** The e-mail address, as a string. */
  readonly value: string;
  /** Shown as a link that writes an e-mail. */
  readonly type: 'email';
}

/** A row shown as a phone link. */
export interface ConvrsAgentPhone extends ConvrsAgentLabel {
  /** The phone number, as a string. */
  readonly value: string;
  /** Shown as a link that calls. */
  readonly type: 'phone';
}

/** A row shown as a link that opens in a new tab. */
export interface ConvrsAgentLink extends ConvrsAgentLabel {
  /** An absolute http or https address. */
  readonly value: string;
  /** Shown as a link. */
  readonly type: 'link';
  /** The text of the link, shown in place of the address. */
  readonly text?: string | undefined;
}

/** A row shown as a green check mark or a red cross. */
export interface ConvrsAgentBoolean extends ConvrsAgentLabel {
  /** `true` for the check mark, `false` for the cross. */
  readonly value: boolean;
  /** Shown as an icon. */
  readonly type: 'boolean';
}

/** A row shown as a coloured badge. */
export interface ConvrsAgentStatus extends ConvrsAgentLabel {
  /** The text of the badge. */
  readonly value: string;
  /** Shown as a badge. */
  readonly type: 'status';
  /**
   * The colour of the badge: `success` green, `danger` red, `warning` yellow, `info` blue, `primary` the default blue,
   * `secondary` grey.
   */
  readonly color?: 'success' | 'danger' | 'warning' | 'info' | 'primary' | 'secondary' | undefined;
}

/**
 * Convrs Web Chat.
 *
 * `secret` comes from Administration > Organization Settings > Developer - WebChat, where the one
 * before stays valid for 48 hours after rotation. The token names no key.
 *
 * @see https://convrs.io/docs/integrations/web-chat-identity-verification
 * @example
 * ```ts
 * import { convrs, signChatToken } from 'chat-token';
 *
 * const token = await signChatToken(
 *   convrs,
 *   {
 *     userId: 'user-12345',
 *     userData: { plan: 'enterprise' },
 *     agentData: [
 *       { label: 'Balance', value: 1250, type: 'currency', currency: 'USD' },
 *       { label: 'Plan', value: 'Enterprise', type: 'status', color: 'info' },
 *     ],
 *   },
 *   { secret: 'k3y-0f-convrs-for-this-example' },
 * );
 * ```
 */
export const convrs: ChatVendor<ConvrsUser, ConvrsClaims, 'unused'> = /* @__PURE__ */ builtInVendor(
  {
    name: 'convrs',
    title: 'Convrs Web Chat',
    docs: DOCS,
    keyId: 'unused',
    fixedClaims: {},
    schema: contractSchema(() =>
      object<ConvrsUser>({
        userId: optional(identifier()),
        email: optional(string()),
        name: optional(string()),
        phone: optional(string()),
        locale: optional(string()),
        crmID: optional(identifier()),
        userData: optional(record(scalar())),
        agentData: optional(list(agentDataRow())),
      }),
    ),
    userId: ({ userId }) => userId,
  },
);

function agentDataRow(): Rule<ConvrsAgentData> {
  const label = string();
  const value = string();
  return byType<ConvrsAgentData>(object<Omit<ConvrsAgentText, 'type'>>({ label, value }), {
    date: object<ConvrsAgentDate>({ label, value: string(DATE), type: choice(['date']) }),
    datetime: object<ConvrsAgentDateTime>({
      label,
      value: string(DATE_TIME),
      type: choice(['datetime']),
    }),
    number: object<ConvrsAgentNumber>({ label, value: number(), type: choice(['number']) }),
    currency: object<ConvrsAgentCurrency>({
      label,
      value: number(),
      type: choice(['currency']),
      currency: optional(string(CURRENCY_CODE)),
    }),
    email: object<ConvrsAgentEmail>({ label, value, type: choice(['email']) }),
    phone: object<ConvrsAgentPhone>({ label, value, type: choice(['phone']) }),
    link: object<ConvrsAgentLink>({
      label,
      value: string(WEB_LINK),
      type: choice(['link']),
      text: optional(string()),
    }),
    boolean: object<ConvrsAgentBoolean>({ label, value: boolean(), type: choice(['boolean']) }),
    status: object<ConvrsAgentStatus>({
      label,
      value,
      type: choice(['status']),
      color: optional(choice(['success', 'danger', 'warning', 'info', 'primary', 'secondary'])),
    }),
  });
}
