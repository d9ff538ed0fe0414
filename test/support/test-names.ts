import { readFileSync } from 'node:fs';
import ts from 'typescript';

const ROOT = new URL('../../', import.meta.url);

/**
 * The names of the tests of a file, as they stand there, each behind those of what it is in:
 * `signature > comes before the claims`. Tests that are skipped are none.
 */
export function testNames(file: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node, path: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? suiteOrTest(node) : undefined;
    const inner = call === undefined ? path : [...path, call.name];
    if (call?.isTest) names.push(inner.join(' > '));
    else ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(parse(file), []);
  return names;
}

/** The members of an object that a file keeps under a name. */
export function membersOf(file: string, variable: string): string[] {
  const members: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === variable) {
      const { initializer } = node;
      if (initializer !== undefined && ts.isObjectLiteralExpression(initializer)) {
        for (const { name } of initializer.properties) if (name) members.push(textOf(name));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return members;
}

function parse(file: string): ts.SourceFile {
  const text = readFileSync(new URL(file, ROOT), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
}

interface SuiteOrTest {
  readonly isTest: boolean;
  readonly name: string;
}

/** `test('…')`, `test.each(…)('…')`, `test.for(…)('…')`, and the same of `describe`. */
function suiteOrTest(node: ts.CallExpression): SuiteOrTest | undefined {
  const [first] = node.arguments;
  const { expression } = node;
  const head = ts.isCallExpression(expression) ? expression.expression : expression;
  const [, kind] = /^(test|describe)(?:\.(?:each|for)(?:<.*>)?)?$/s.exec(head.getText()) ?? [];
  const isEach = head.getText() !== kind;
  if (first === undefined || kind === undefined || isEach !== ts.isCallExpression(expression)) {
    return undefined;
  }
  return { isTest: kind === 'test', name: textOf(first) };
}

/** A text without what encloses it; of a template, its source. */
function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText().replace(/^`|`$/g, '');
}
