/** Whether a source is an address, and not an address with words behind it, or none. */
export function isAddress(source: string): boolean {
  return /^https?:\/\/\S+$/.test(source);
}
