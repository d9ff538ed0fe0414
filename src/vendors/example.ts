/** What a vendor's `example.json` contains: for the demo, the documentation and the tests. */
export interface VendorExample {
  /** Only what is required. */
  readonly minimal: ExampleUser;
  /** A realistic user with every claim of the contract. */
  readonly full: ExampleUser;
  /** The configuration, for a vendor that needs one. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Users that signing rejects. */
  readonly rejected: readonly RejectedUser[];
  /** For each code in the vendor's `checks.ts`, a token with that finding, and a similar one without it. */
  readonly pitfalls?: Readonly<Record<string, Pitfall>>;
}

/** A user, and the claims that `vendor.claims(user)` returns for it. */
export interface ExampleUser {
  /** The user. */
  readonly user: object;
  /** The claims, without the times. */
  readonly claims: object;
  /**
   * The name of the vendor that `inspectChatToken` takes the token for if no claim tells the two apart, or `null`
   * if it cannot say. Default: this vendor.
   */
  readonly recognizedAs?: string | null;
  /** The warnings and infos that its claims cannot avoid: `IDENTIFIERS_BOTH at deskpro_id`. Default: none. */
  readonly findings?: readonly string[];
}

/** A user that signing rejects. */
export interface RejectedUser {
  /** What is wrong with the user: `user_id is missing`. */
  readonly why: string;
  /** The user. */
  readonly user: object;
  /** The code of the error. */
  readonly code: string;
  /** The path that the error names. */
  readonly path: string;
}

/** A token with a finding, and a similar one without it. */
export interface Pitfall {
  /** The token with the finding. */
  readonly found: PitfallToken;
  /** The token without it. */
  readonly near: PitfallToken;
}

/** What a token consists of, or the fields that go with a hash. */
export interface PitfallToken {
  /** The claims. Times are added. */
  readonly claims: object;
  /** Members that replace those of a good header. `null` removes a member. */
  readonly header?: object;
}
