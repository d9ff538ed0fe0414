import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { typeErrors } from '../support/compiler.ts';

test('what must compile does, and what must not does not', { timeout: 60_000 }, () => {
  const files = ['./vendors.ts', './server.ts', './fake.ts', './testing.ts'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  expect(typeErrors(files)).toStrictEqual([]);
});
