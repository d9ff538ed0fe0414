/**
 * Marks every call of a `@__NO_SIDE_EFFECTS__` function as pure. esbuild knows such functions only within
 * their own file: without the marks, every bundle would contain every vendor.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

const PURE = '/* @__PURE__ */ ';

/** Returns the names of the functions of `src/` that have no side effects. */
function pureFunctions(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of ts.sys.readDirectory('src', ['.ts'])) {
    const declarations = readFileSync(path, 'utf8').matchAll(
      /^\/\/ @__NO_SIDE_EFFECTS__\n(?:export )?function (\w+)/gm,
    );
    for (const [, name = ''] of declarations) names.add(name);
  }
  return names;
}

/** Returns the plugin. */
export function markPureCalls(): Plugin {
  const names = pureFunctions();
  return {
    name: 'mark-pure-calls',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        contents: marked(path, names),
        loader: 'ts',
      }));
    },
  };
}

function marked(path: string, names: ReadonlySet<string>): string {
  const code = readFileSync(path, 'utf8');
  const positions: number[] = [];
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.ESNext);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      if (names.has(node.expression.text)) positions.push(node.getStart(file));
    }
    node.forEachChild(visit);
  };
  visit(file);
  return positions.reduceRight(
    (text, position) => text.slice(0, position) + PURE + text.slice(position),
    code,
  );
}
