import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { typeErrors } from './compiler.ts';

test('what must compile does, and what must not does not', { timeout: 60_000 }, () => {
  const file = fileURLToPath(new URL('types/vendors.ts', import.meta.url));
  expect(typeErrors([file])).toStrictEqual([]);
});
