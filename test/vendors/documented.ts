/** Reads from a vendor's source what its doc comments say. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

interface Member {
  readonly comment: string;
  /** Whether its own comment, or that of an interface that has it, says where it is documented. */
  readonly hasSource: boolean;
}

/** The members of all interfaces in a vendor's `index.ts` and the local types that it exports, by name. */
export function readMembers(file: string): ReadonlyMap<string, readonly Member[]> {
  const members = new Map<string, Member[]>();
  for (const source of sourcesOf(file)) {
    const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
    const sourced = new Set<string>();
    // A source of an interface is one of those that extend it.
    for (let size = -1; size !== sourced.size; ) {
      size = sourced.size;
      for (const each of interfaces) {
        // Of `WithoutNull<AcmeUser>`, both names.
        const parents = (each.heritageClauses ?? []).flatMap(({ types }) =>
          types.flatMap(({ expression, typeArguments = [] }) =>
            [expression, ...typeArguments].map((type) => type.getText(source)),
          ),
        );
        if (isSource(commentOf(each, source)) || parents.some((name) => sourced.has(name))) {
          sourced.add(each.name.text);
        }
      }
    }
    for (const each of interfaces) {
      for (const member of each.members) {
        const name = member.name?.getText(source) ?? '';
        const comment = commentOf(member, source);
        const hasSource = isSource(comment) || sourced.has(each.name.text);
        members.set(name, [...(members.get(name) ?? []), { comment, hasSource }]);
      }
    }
  }
  return members;
}

function sourcesOf(file: string): readonly ts.SourceFile[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const types = source.statements
    .filter(ts.isExportDeclaration)
    .map(({ moduleSpecifier }) => moduleSpecifier?.getText(source).slice(1, -1))
    .filter((path) => path?.startsWith('./'))
    .flatMap((path) => sourcesOf(resolve(dirname(file), String(path))));
  return [source, ...types];
}

function commentOf(node: ts.Node, source: ts.SourceFile): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText(source))
    .join('\n');
}

function isSource(comment: string): boolean {
  return /\bSource:|https:\/\//.test(comment);
}
