import { optionInvalid, requireApi } from '../utils/options.ts';

/** Reads the list of origins whose pages may call with the visitor's cookies. */
export function readOrigins(value: unknown = []): readonly string[] {
  if (!Array.isArray(value)) {
    throw optionInvalid('origins must be a list', "Such as ['https://www.example.com'].");
  }
  return value.map((origin: unknown, index) => {
    if (isOrigin(origin)) return origin;
    throw optionInvalid(
      `origins[${index}] is not an origin as browsers send it`,
      "Such as 'https://www.example.com': scheme and host without a path, not '*' and not 'null'.",
    );
  });
}

function isOrigin(value: unknown): value is string {
  // URL accepts * in a host name. No browser sends such an origin: it was meant as a pattern.
  if (typeof value !== 'string' || value.includes('*')) return false;
  // Apps in a web view have schemes of their own, for which URL returns no origin.
  if (!/^https?:/.test(value)) return /^[a-z][a-z\d+.-]*:\/\/[\w.-]+$/.test(value);
  const Url = requireApi(globalThis.URL, 'URL');
  try {
    return new Url(value).origin === value;
  } catch {
    return false;
  }
}

/** Returns whether a page of another origin sent the request, as far as the browser tells. */
export function isForeign({ url, headers }: Request): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  // No page can forge Sec-Fetch-Site, and it survives a proxy that changes the address.
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  return origin !== null && !isOwn(origin, url);
}

/** `null` belongs to no one: sandboxed pages send it, and URL returns it for other schemes. */
function isOwn(origin: string, address: string): boolean {
  return origin !== 'null' && origin === new URL(address).origin;
}
