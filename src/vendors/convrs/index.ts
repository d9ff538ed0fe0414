import { builtInVendor, type WithoutNull } from '../../contract/vendor.ts';
import { jwtFormat } from '../../formats/jwt/format.ts';
import type { JwtVendor } from '../../formats/jwt/options.ts';
import type { Rule } from '../../schema/rule.ts';
import { byType, identifiedBy, list, object, optional, record } from '../../schema/structures.ts';
import { boolean, choice, identifier, number, scalar, string } from '../../schema/values.ts';
import { CURRENCY_CODE, DATE, DATE_TIME, WEB_LINK } from './formats.ts';

const DOCS = 'https://convrs.io/docs/integrations/web-chat-identity-verification';

/**
 * The user, for Convrs Web Chat. `null` in an optional member means that it is left out.
 *
 * Source: Convrs, "Web Chat Identity Verification".
 */
export interface ConvrsUser {
  /**
   * The user's id in your system, such as a database id or a UUID. It links the user to the chat
   * history permanently. Recommended: without it, a visitor who clears cookies counts as new. Not
   * blank, and not an email address, which may change. The maximum length is not documented.
   */
  readonly userId?: string | null | undefined;
  /** The user's email address. Convrs silently ignores an invalid one. */
  readonly email?: string | null | undefined;
  /** The name that agents see. Convrs splits it into first and last name. */
  readonly name?: string | null | undefined;
  /** The phone number in international format: `+447700900123`. */
  readonly phone?: string | null | undefined;
  /** The language of the conversation: `en-GB`, `fr-FR`. */
  readonly locale?: string | null | undefined;
  /**
   * The id of the user's record in your CRM. Agents see it, with a link if a CRM is integrated. Not
   * blank. Note the capital ID.
   */
  readonly crmID?: string | null | undefined;
  /**
   * Data for chatbot flows, which use it as `{{userData.key}}`. It is merged into the stored data: other
   * keys stay. Values are strings, finite numbers or booleans, not nested. No secrets: anyone who uses
   * the browser can read them.
   */
  readonly userData?: Readonly<Record<string, string | number | boolean>> | null | undefined;
  /**
   * What agents see in the Visitor Details card: rows of `label` and `value`, in this order. The `type`
   * of a row determines the type of its value and how it is shown. Without `type` it is a string, shown
   * in bold. The maximum number of rows is not documented.
   */
  readonly agentData?: readonly ConvrsAgentData[] | null | undefined;
}

/** The claims of a token for Convrs Web Chat, without `iat` and `exp`. */
export interface ConvrsClaims extends WithoutNull<ConvrsUser> {}

/** One row of the Visitor Details card. `type` determines how its value is shown. */
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

/** What all rows have. Editors then suggest it before there is a `type`. */
export interface ConvrsAgentLabel {
  /** The name of the row. */
  readonly label: string;
}

/** A row shown as bold text. */
export interface ConvrsAgentText extends ConvrsAgentLabel {
  /** The text, shown in bold. */
  readonly value: string;
  /** Left out for a row of text. */
  readonly type?: null | undefined;
}

/** A row shown as a date in the agent's locale. */
export interface ConvrsAgentDate extends ConvrsAgentLabel {
  /** The date, such as `2024-03-15`. It must exist. */
  readonly value: string;
  /** Shown as `15 Mar 2024`. */
  readonly type: 'date';
}

/** A row shown as a date and time in the agent's locale. */
export interface ConvrsAgentDateTime extends ConvrsAgentLabel {
  /** The date and time in ISO 8601: `2026-04-23T14:30:00Z`. They must exist. */
  readonly value: string;
  /** Shown as `23 Apr 2026, 14:30`. */
  readonly type: 'datetime';
}

/** A row shown as a number with thousand separators. */
export interface ConvrsAgentNumber extends ConvrsAgentLabel {
  /** The number. It must be finite. */
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
   * The ISO 4217 code, three capital letters: `USD`. Whether it is required, and which currency is shown
   * without it, is not documented.
   */
  readonly currency?: string | null | undefined;
}

/** A row shown as an email link. */
export interface ConvrsAgentEmail extends ConvrsAgentLabel {
  /** The email address, as a string. */
  readonly value: string;
  /** Shown as a link that writes an email. */
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
  /** An absolute http or https URL. */
  readonly value: string;
  /** Shown as a link. */
  readonly type: 'link';
  /** The text of the link, shown instead of the URL. */
  readonly text?: string | null | undefined;
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
   * The color of the badge: `success` green, `danger` red, `warning` yellow, `info` blue, `primary`
   * default blue, `secondary` gray.
   */
  readonly color?:
    | 'success'
    | 'danger'
    | 'warning'
    | 'info'
    | 'primary'
    | 'secondary'
    | null
    | undefined;
}

/**
 * Convrs Web Chat.
 *
 * `secret` comes from Administration > Organization Settings > Developer - WebChat. After a rotation, the
 * previous secret stays valid for 48 hours. The token has no key id.
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
export const convrs: JwtVendor<ConvrsUser, 'ConvrsUser'> = /* @__PURE__ */ builtInVendor({
  name: 'convrs',
  title: 'Convrs Web Chat',
  docs: DOCS,
  user: () =>
    identifiedBy(
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
      ({ userId, email }) => (userId === undefined && email ? 'email' : undefined),
    ),
  userId: ({ userId, email }) => userId ?? email ?? null,
  token: jwtFormat({ fixedClaims: {} }),
  settings: (_claims, ConvrsUser) => ({ ConvrsUser }),
});

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
