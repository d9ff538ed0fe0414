import type { WithoutNull } from '../../contract/vendor.ts';
import type { JsonValue } from '../../schema/json.ts';

/** The configuration of the widget. */
export interface AmazonConnectConfig {
  /** The id of the widget, which its snippet contains: a UUID there. It becomes the claim `sub`. */
  readonly widgetId: string;
}

/**
 * The user, for the communications widget of Amazon Connect: chats, tasks, emails and web calls. Nothing
 * is required. `null` in an optional member means that it is left out. What Amazon Connect does with other
 * claims is not documented.
 *
 * Source: Amazon Connect administrator guide, "Add a chat user interface to your website".
 */
export interface AmazonConnectUser {
  /**
   * Contact attributes, which the flow reads without a prefix. Names have letters, digits, `-` and `_`.
   * Values are strings: with a number or a boolean, the chat does not start. A name has 1 to 32,767
   * characters, a value at most as many, and all of them together have at most 32,768 bytes.
   * Attributes are signed, not encrypted: sign no personal data.
   *
   * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
   */
  readonly attributes?: Readonly<Record<string, string>> | null | undefined;
  /**
   * Attributes that Amazon Connect defines, by name (1 to 128 characters), such as
   * `{ 'connect:Subtype': { ValueString: 'connect:Guide' } }`. That one also needs the interactive content
   * types in the snippet.
   */
  readonly segmentAttributes?:
    | Readonly<Record<string, AmazonConnectSegmentAttribute>>
    | null
    | undefined;
  /**
   * The id of a contact that this one is linked to: 1 to 256 characters. Not together with a persistent
   * chat. That it is a claim was read once in the guide, and not found again.
   */
  readonly relatedContactId?: string | null | undefined;
  /**
   * The user's id in Customer Profiles, or in another system such as a CRM: 1 to 128 characters. No other
   * claim names the user. That it is a claim was read once in the guide, and not found again.
   */
  readonly customerId?: string | null | undefined;
}

/**
 * The value of a segment attribute. What a map or a list contains in a token is not documented.
 *
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export interface AmazonConnectSegmentAttribute {
  /** A string of at most 1,024 characters. */
  readonly ValueString?: string | null | undefined;
  /** An integer. */
  readonly ValueInteger?: number | null | undefined;
  /** A map. */
  readonly ValueMap?: Readonly<Record<string, JsonValue>> | null | undefined;
  /** A list. */
  readonly ValueList?: readonly JsonValue[] | null | undefined;
  /** An Amazon Resource Name (ARN). */
  readonly ValueArn?: string | null | undefined;
}

/** The claims of a token for the communications widget, without `iat` and `exp`. */
export interface AmazonConnectClaims extends WithoutNull<AmazonConnectUser> {
  /** The id of the widget, from the configuration. It is not the user's id. */
  readonly sub: string;
}
