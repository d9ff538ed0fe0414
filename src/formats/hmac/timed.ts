import type { ComposeContext, SentFields, TimeField } from '../../contract/format.ts';
import { ChatTokenError } from '../../utils/errors.ts';
import { copyPlain, type OwnProperties } from '../../utils/objects.ts';
import { optionInvalid } from '../../utils/options.ts';
import { secondsOf } from '../../utils/time.ts';
import { checkInput, type HashRules, hashParts } from './format.ts';
import type { TimedHashFormat } from './options.ts';

/** The time in a hash that expires. */
export interface HashTime<Name extends string = string> extends Pick<TimeField, 'unit'> {
  /** The name of its field. */
  readonly name: Name;
  /** How old a hash may be, in seconds. The vendor's clock may be as much behind. */
  readonly maxAge: number;
}

/**
 * Makes the format of an identity hash that expires: `message` gets the time, in the unit of its field, and
 * the settings contain it.
 */
// @__NO_SIDE_EFFECTS__
export function timedHashFormat<Fields extends object, const Name extends string>(
  message: (fields: Fields, time: number) => unknown,
  { name, unit, maxAge }: HashTime<Name>,
  rules: HashRules = {},
): TimedHashFormat<Fields, Name> {
  const perSecond = unit === 'milliseconds' ? 1000 : 1;
  return Object.freeze({
    ...hashParts(rules),
    timeField: Object.freeze({
      name,
      unit,
      split: (user: unknown) => splitTime(user, name, unit),
      checkAge: (time: number, now: number) => checkAge(now - secondsOf(time, unit), maxAge),
    }),
    expiry: { claim: name, default: maxAge, max: maxAge, required: true },
    reservedClaims: [name],
    rejectAlone(title: string) {
      throw optionInvalid(
        `The hash of ${title} is valid only together with its ${name}`,
        'Call signChatLogin: its settings have both.',
      );
    },
    explain: (path: string) => (path === name ? 'is reserved: signing sets it' : undefined),
    prepare:
      () =>
      (fields: object, { title, now, time = now * perSecond }: ComposeContext) => ({
        claims: { ...fields, [name]: time },
        // The vendor that this format belongs to checked the fields.
        input: checkInput(message(fields as Fields, time), title, rules),
        expiresAt: now + maxAge,
      }),
  });
}

function splitTime(user: unknown, name: string, unit: TimeField['unit']): SentFields {
  let copy: OwnProperties | undefined;
  try {
    copy = copyPlain(user);
  } catch {
    // A getter that throws. The contract reports it.
  }
  if (copy === undefined) return { fields: user };
  const { [name]: time, ...fields } = copy;
  if (typeof time === 'number' && Number.isSafeInteger(time)) return { fields, time };
  const message = `must be a whole number of ${unit} since 1970`;
  return { fields, issues: [{ path: name, message: time === undefined ? 'is missing' : message }] };
}

/** Rejects a hash that is too old, in seconds. One from as far in the future is rejected too. */
function checkAge(age: number, maxAge: number): void {
  if (Math.abs(age) <= maxAge) return;
  throw new ChatTokenError(
    'ERR_TOKEN_EXPIRED',
    age > 0 ? 'The hash has expired' : 'The time of the hash is in the future',
    { hint: 'Sign a new one. If it is new, compare the clocks, and milliseconds with seconds.' },
  );
}
