/** Proofs for the compiler: `holds<Equal<typeof value, Expected>>()` compiles for the same type only. */

/** `true` for two identical types, `any` and `readonly` included; `false` for all others. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const holds = <_Proof extends true>(): void => {};
