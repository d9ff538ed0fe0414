import type { ChatTokenTimes } from '../formats/jwt/times.ts';
import { isFunction, isPlainObject, type OwnProperties } from '../utils/objects.ts';

/** A test runner's `expect.any(String)`, `expect.stringContaining('@')` and the like. */
export interface AsymmetricMatcher {
  /** Returns whether the value is as expected. */
  asymmetricMatch(value: unknown): boolean;
}

/** An expected value, with asymmetric matchers anywhere inside. */
export type Expected<Value> =
  | Value
  | AsymmetricMatcher
  | (Value extends object ? { readonly [Name in keyof Value]: Expected<Value[Name]> } : never);

/**
 * The claims that a token should have: all that come from the user, no more and no fewer. The vendor's
 * fixed claims (`scope`) and the times (`iat`, `exp`, `nbf`) are only compared if they are listed. To
 * check some of the claims, pass `expect.objectContaining({ … })`.
 */
export type ExpectedClaims<Claims extends object> =
  | AsymmetricMatcher
  | {
      readonly [Name in keyof (Claims & ChatTokenTimes)]?:
        | Expected<(Claims & ChatTokenTimes)[Name]>
        | undefined;
    };

/** One difference between two values. A missing value is `undefined`. */
export interface Difference {
  /** The path, written as in JavaScript: `agentData[3].value`. */
  readonly path: string;
  readonly expected: unknown;
  readonly received: unknown;
}

/** Returns all differences between expected and received JSON. */
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
    const wanted: OwnProperties = { ...expected };
    const given: OwnProperties = { ...received };
    const names = new Set([...Object.keys(wanted), ...Object.keys(given)]);
    return [...names].flatMap((name) => differences(wanted[name], given[name], join(path, name)));
  }
  return expected === received ? [] : [{ path, expected, received }];
}

/** Returns whether a value is an asymmetric matcher of a test runner. */
export function isMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === 'object' &&
    value !== null &&
    'asymmetricMatch' in value &&
    isFunction(value.asymmetricMatch)
  );
}

function join(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
