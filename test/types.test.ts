import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { typeErrors } from './compiler.ts';

test('what must compile does, and what must not does not', { timeout: 60_000 }, () => {
  const files = ['types/vendors.ts', 'types/server.ts', 'types/sandbox.ts', 'types/testing.ts'].map(
    (name) => fileURLToPath(new URL(name, import.meta.url)),
  );
  expect(typeErrors(files)).toStrictEqual([]);
});
