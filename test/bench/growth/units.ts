/** Three digits that count, without an exponent and with the thousands apart. */
function digits(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);
}

/** How many. */
export function counted(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

/** Seconds, in the unit that reads best. */
export function seconds(value: number): string {
  if (Math.abs(value) < 0.000_999_5) return `${digits(value * 1_000_000)} µs`;
  if (Math.abs(value) < 0.999_5) return `${digits(value * 1000)} ms`;
  return `${digits(value)} s`;
}

/** Bytes, in thousands or millions of them. */
export function bytes(value: number): string {
  return Math.abs(value) < 999_500
    ? `${digits(value / 1000)} kB`
    : `${digits(value / 1_000_000)} MB`;
}
