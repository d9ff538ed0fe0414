import type { ChatTokenTimes } from '../token/verify.ts';
import { isFunction, isPlainObject, memberOf, ownProperties } from '../utils/objects.ts';

/** A test runner's `expect.any(String)`, `expect.stringContaining('@')` and the like. */
export interface AsymmetricMatcher {
  /** Whether the value is as it should be. */
  asymmetricMatch(value: unknown): boolean;
}

/** A value as it should be, with asymmetric matchers anywhere inside. */
export type Expected<Value> =
  | Value
  | AsymmetricMatcher
  | (Value extends object ? { readonly [Name in keyof Value]: Expected<Value[Name]> } : never);

/**
 * The claims that a token should have: all that come from the user, no more and no fewer. The vendor's
 * fixed claims (`scope`) and the times (`iat`, `exp`, `nbf`) are compared where they are named. For a
 * part of the claims, pass `expect.objectContaining({ … })`.
 */
export type ExpectedClaims<Claims extends object> =
  | AsymmetricMatcher
  | {
      readonly [Name in keyof (Claims & ChatTokenTimes)]?:
        | Expected<(Claims & ChatTokenTimes)[Name]>
        | undefined;
    };

/** One place where two values differ; `undefined` where there is nothing. */
export interface Difference {
  /** Where, in the notation of JavaScript: `agentData[3].value`. */
  readonly path: string;
  readonly expected: unknown;
  readonly received: unknown;
}

/** All the places where JSON differs from what was expected. */
export function differences(
  expected: unknown,
  received: unknown,
  path = '',
): readonly Difference[] {
  if (isMatcher(expected)) {
    return expected.asymmetricMatch(received) ? [] : [{ path, expected, received }];
  }
  if (Array.isArray(expected) && Array.isArray(received)) {
    const length = Math.max(expected.length, received.length);
    return Array.from({ length }, (_, index) =>
      differences(expected.at(index), received.at(index), `${path}[${index}]`),
    ).flat();
  }
  if (isPlainObject(expected) && isPlainObject(received)) {
    const wanted = ownProperties(expected);
    const given = ownProperties(received);
    const names = new Set([...Object.keys(wanted), ...Object.keys(given)]);
    return [...names].flatMap((name) => differences(wanted[name], given[name], join(path, name)));
  }
  return expected === received ? [] : [{ path, expected, received }];
}

/** Whether a test runner's `expect` made it, or something like it. */
export function isMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === 'object' && value !== null && isFunction(memberOf(value, 'asymmetricMatch'))
  );
}

function join(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
