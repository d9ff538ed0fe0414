/** Every snippet of the README, the documentation and the doc comments compiles. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { snippets, writeSnippets } from '../support/snippets.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('snippets compile under the strict settings of the project', { timeout: 300_000 }, () => {
  const paths = snippets.map(writeSnippets('types'));
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  // A snippet may end with the token, and leave its use to the reader.
  const program = ts.createProgram(paths, { ...options, noUnusedLocals: false });
  const errors = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) =>
      [file?.fileName, ts.flattenDiagnosticMessageText(messageText, '\n')].join(': '),
    );
  expect(errors).toStrictEqual([]);
});
