/** One place where a vendor takes the token, for people: the demo and the documentation show it. */
export interface Snippet {
  /** `Web`, `iOS`, `Android` … */
  readonly platform: string;
  /** The code that hands the token over; `<token>` and `<user id>` stand for the values. */
  readonly code: string;
  /** Where the vendor says so. */
  readonly source: string;
}
