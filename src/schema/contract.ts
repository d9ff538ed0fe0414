import { formatPath, type Validation } from '../utils/issues.ts';
import { type Contract, type Rule, runRule } from './rule.ts';
import type {
  StandardSchema,
  StandardSchemaProps,
  StandardSchemaResult,
} from './standard-schema.ts';

/** A rule as a Standard Schema, with its contract as data. */
export interface ContractSchema<T> extends StandardSchema<T, T> {
  readonly rule: Rule<T>;
  readonly contract: Contract;
  readonly '~standard': Omit<StandardSchemaProps<T, T>, 'validate'> & {
    readonly validate: (value: unknown) => StandardSchemaResult<T>;
  };
}

/** Makes a Standard Schema of a rule. The rule is made on first use, so that importing is fast. */
// @__NO_SIDE_EFFECTS__
export function contractSchema<T>(makeRule: () => Rule<T>): ContractSchema<T> {
  let made: Rule<T> | undefined;
  const rule = () => {
    made ??= makeRule();
    return made;
  };
  return Object.freeze({
    get rule() {
      return rule();
    },
    get contract() {
      return rule().contract;
    },
    '~standard': Object.freeze({
      version: 1,
      vendor: 'chat-token',
      validate(value: unknown): StandardSchemaResult<T> {
        const { result, faults } = runRule(rule(), value);
        if (result === undefined || faults.length > 0) return { issues: faults };
        return { value: result, issues: undefined };
      },
    }),
  });
}

/** Checks a value against a contract. The claims are a copy that JSON carries without loss. */
export function readContract<T extends object>(
  { rule }: ContractSchema<T>,
  value: unknown,
): Validation<T> {
  const { result, faults } = runRule(rule, value);
  if (result !== undefined && faults.length === 0) return { claims: result };
  return { issues: faults.map(({ path, message }) => ({ path: formatPath(path), message })) };
}

/** Returns the contract of a schema that was written with these rules. */
export function contractOf(schema: object): Contract | undefined {
  return isContractSchema(schema) ? schema.contract : undefined;
}

function isContractSchema(schema: object): schema is ContractSchema<unknown> {
  return 'contract' in schema;
}
