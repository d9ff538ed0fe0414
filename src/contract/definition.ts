import type { StandardSchema } from '../schema/standard-schema.ts';
import { isFunction } from '../utils/objects.ts';
import { optionInvalid, readOptions, rejectNonFunction } from '../utils/options.ts';
import { type FixedClaims, type FormatFamily, isTokenFormat, type TypedFormat } from './format.ts';

/** What a vendor is called and where it is documented. */
export interface ChatVendorAbout {
  /** A short name for messages: `acme`. Lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;
  /** The vendor's own name of the product, for messages: `Acme Chat`. Not blank. */
  readonly title: string;
  /** The http or https address of the vendor's documentation of its token, for messages. */
  readonly docs: string;
}

/** What a vendor's token is, and what its widget takes. */
export interface ChatVendorRules<
  User,
  Shape extends object,
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object,
> {
  /**
   * Turns a user into claims. Any synchronous [Standard Schema](https://standardschema.dev) that
   * accepts its own output: verifying a token runs it again, on the claims. Errors show its messages,
   * except those in which a value of the user occurs.
   */
  readonly user: StandardSchema<User, Shape>;
  /** What is signed and how: `jwt({ … })` or `hmac({ … })`. */
  readonly token: TypedFormat<Family, Fixed, NoInfer<Shape>>;
  /**
   * Returns the user's id from the claims, or `null` if a user has none. The page needs it to notice
   * another user. Default: users have no id.
   */
  readonly userId?: (claims: Fixed & Shape) => string | null | undefined;
  /**
   * Returns what the vendor's widget takes, in the vendor's own names: `{ jwt: token }`. Default:
   * `{ token }`.
   */
  readonly settings?: (claims: Family['made'] & Fixed & Shape, token: string) => Settings;
}

/** What {@link defineVendor} needs to know about a vendor. */
export interface ChatVendorDefinition<
  User,
  Shape extends object,
  Family extends FormatFamily,
  Fixed extends FixedClaims,
  Settings extends object,
> extends ChatVendorAbout,
    ChatVendorRules<User, Shape, Family, Fixed, Settings> {}

const MEMBERS = ['name', 'title', 'docs', 'user', 'token', 'userId', 'settings'];

/** Rejects a definition that cannot work, before the first token. Returns a copy of it. */
export function readDefinition<Definition extends object>(definition: Definition): Definition {
  const given = readOptions('The vendor definition', definition, MEMBERS);
  readAbout(given);
  if (!isStandardSchema(given['user'])) {
    throw optionInvalid(
      'user must be a Standard Schema',
      'Schemas of zod, valibot and arktype are: see https://standardschema.dev',
    );
  }
  if (!isTokenFormat(given['token'])) {
    throw optionInvalid('token must be a token format', 'Pass jwt({ … }) or hmac({ … }).');
  }
  rejectNonFunction('userId', given['userId']);
  rejectNonFunction('settings', given['settings']);
  // The copy has the members of the definition.
  return given as Definition;
}

/** Rejects a name, title or address that cannot be one. */
export function readAbout({
  name,
  title,
  docs,
}: { [Name in keyof ChatVendorAbout]?: unknown }): void {
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
    throw optionInvalid('name must be lower-case letters, digits and hyphens', "Such as 'acme'.");
  }
  if (typeof title !== 'string' || title.trim() === '') {
    throw optionInvalid('title must be a string', "Such as 'Acme Chat'.");
  }
  if (typeof docs !== 'string' || !/^https?:/.test(docs)) {
    throw optionInvalid(
      "docs must be the address of the vendor's documentation",
      'Error hints show it.',
    );
  }
}

function isStandardSchema(schema: unknown): boolean {
  const standard: unknown = Reflect.get(Object(schema), '~standard');
  return isFunction(Reflect.get(Object(standard), 'validate'));
}
