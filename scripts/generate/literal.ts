/** Writes JSON as code, as people and Biome write it. */

const MAX_WIDTH = 100;

/**
 * Returns a value as a literal.
 *
 * @param value - a value of a JSON file
 * @param indent - how far the line is indented
 * @param start - how many characters are before the literal in its line
 * @param end - how many come after it
 */
export function literal(value: unknown, indent = 0, start = indent, end = 0): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close, space] = Array.isArray(value) ? ['[', ']', ''] : ['{', '}', ' '];
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [
    Array.isArray(value) ? '' : `${keyOf(key)}: `,
    member,
  ]);
  if (members.length === 0) return open + close;
  const short = members.map(([key, member]) => key + literal(member, 0, -Infinity)).join(', ');
  const line = `${open}${space}${short}${space}${close}`;
  if (start + line.length + end <= MAX_WIDTH) return line;
  const inner = indent + 2;
  const lines = members.map(
    ([key, member]) =>
      `${' '.repeat(inner)}${key}${literal(member, inner, inner + key.length, 1)},\n`,
  );
  return `${open}\n${lines.join('')}${' '.repeat(indent)}${close}`;
}

function keyOf(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return inside.includes("'") ? JSON.stringify(text) : `'${inside}'`;
}
