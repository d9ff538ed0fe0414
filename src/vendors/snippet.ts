/** Code that passes the token to a vendor on one platform. The demo and the documentation show it. */
export interface Snippet {
  /** `Web`, `iOS`, `Android` … */
  readonly platform: string;
  /** The code. `<token>` and `<user id>` are placeholders for the values. */
  readonly code: string;
  /** Where the vendor documents it. */
  readonly source: string;
}
