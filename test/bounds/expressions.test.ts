/** Every regular expression of the source takes linear time. */
import { readdirSync, readFileSync } from 'node:fs';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { expect, test } from 'vitest';

const src = new URL('../../src/', import.meta.url);

/** Each regular expression, and its file. */
const expressions = new Map<string, string>();
for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.ts')) continue;
  const text = readFileSync(new URL(path, src), 'utf8');
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) expressions.set(node.text, path);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
}

test('some are found, and none is made at run time', () => {
  expect(expressions.size).toBeGreaterThan(50);
  for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    expect(readFileSync(new URL(path, src), 'utf8'), path).not.toMatch(/\bRegExp\(/);
  }
});

test('a slow expression is found', () => {
  expect(checkSync('^(a|a)*$', '').status).toBe('vulnerable');
  expect(checkSync('a*a*$', '').status).toBe('vulnerable');
});

/** Without limits of time, only the characters that are read count, on any machine. */
const COUNT_CHARACTERS = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
};

test.each([...expressions])('%s of %s takes linear time', (expression) => {
  const end = expression.lastIndexOf('/');
  const { status } = checkSync(
    expression.slice(1, end),
    expression.slice(end + 1),
    COUNT_CHARACTERS,
  );
  expect(status).toBe('safe');
});
