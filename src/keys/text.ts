import { DAMAGE, DAMAGES } from '../utils/encoding.ts';

/** The strings that have a problem, and the end of a sentence about it: `is in quotation marks`. */
type TextCheck = readonly [pattern: { test(text: string): boolean }, message: string];

/** The hint for a value from the vendor's console that is missing or damaged. */
export const CONSOLE_HINT = "Copy it from the vendor's console. Is the environment variable set?";

/** Returns what is wrong with a secret, or with what the checks are for. */
export function textProblem(
  text: string,
  checks: readonly TextCheck[] = [...BASIC_CHECKS, ...TEXT_CHECKS, ...SECRET_CHECKS],
): string | undefined {
  return checks.find(([pattern]) => pattern.test(text))?.[1];
}

const HAS_DAMAGE = `has ${DAMAGES}`;
const PLACEHOLDER = 'is a placeholder or a reference that was not replaced';

/** Of all secrets, also of those whose bytes are not text. */
export const BASIC_CHECKS: readonly TextCheck[] = [
  // Anyone may have the public part of such a key, and could sign with it. SSH keys start with AAAA.
  [/---- ?BEGIN |"kty"|(?:^|\s)AAAA[BCEG]/i, 'is a PEM, JWK or SSH key, which may be public'],
  [/^\0*$/, 'is empty or blank'],
];

/** Of secrets and key ids. The more likely cause comes first. */
export const TEXT_CHECKS: readonly TextCheck[] = [
  [/^\s*[[{]\s*(?:["']|\d+\s*,).*[\]}]\s*$/s, 'is a JSON document'],
  [/\s(?:[#;]|\/\/)/, 'is followed by a comment'],
  [DAMAGE, HAS_DAMAGE],
  // A line break that was escaped.
  [/^\\[nr]|\\[nr]$/, HAS_DAMAGE],
  [/^\\?(["'`]).*\1$|^[\u2018-\u201f]/, 'is in quotation marks'],
  // `NAME=value` of an environment file. In base64, equals signs are at the end only.
  [/^export\s|^\w{0,40}(?:_|secret|key|token|kid)\w{0,40}=(?!=*$)/i, 'starts with NAME='],
  [/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'is a token (JWT)'],
  [
    // A missing value, an instruction, a template, an expression, a variable, an address in a vault,
    // or a mask.
    /^(?:undefined|null|NaN|changeme)$|^(?:your|insert|replace|change|enter)[-_ ]|^\[object |(?:^|_)x{6}|\$\{[\w.:-]+\}|\{\{[^{}]*\}\}|[.$]env[.:]|\benviron[.[]|getenv\(|^\$(?:\w+$|\()|^%\w+%$|^@Microsoft\.|^<.*>$|^(?!https?:)[a-z+-]+:\/\/|(?:^|\/)secrets?\/|[\u2022\u2026]|\*{3}|\.{3}/i,
    PLACEHOLDER,
  ],
];

const SECRET_CHECKS: readonly TextCheck[] = [
  // Zeros, a name in a cloud (arn:…, secretsmanager:…, https://…), or a secret from documentation.
  [/^0+$|^[a-z]{3,}:|^cc7e0d44|^AyM1SysP/, PLACEHOLDER],
  [{ test: isExample }, PLACEHOLDER],
];

/** Returns whether a secret is hardly more than words of examples. */
function isExample(secret: string): boolean {
  const letters = secret.replace(/[^a-z]+/gi, '');
  const rest = letters.replace(EXAMPLE_WORDS, '');
  // Other letters make another word.
  return (
    letters.length * 2 >= secret.length &&
    rest.length * 4 <= letters.length &&
    !/(?![a-z])\p{L}/iu.test(secret)
  );
}

const EXAMPLE_WORDS =
  /secret|key|token|pass(?:word)?|change|your|this|here|super|very|long|least|string|sign(?:ing)?|chat|test|example|sample|demo|placeholder|redacted/gi;
