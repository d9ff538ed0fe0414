/** The values that the package exports, as the compiler and an editor know them. */
import ts from 'typescript';
import packageJson from '../../package.json' with { type: 'json' };
import type { Editor, Hover } from './editor.ts';

/** One exported function, class or object. */
export interface Exported extends Hover {
  readonly name: string;
  /** The way into the package: `chat-token/server`. */
  readonly face: string;
  readonly isFunction: boolean;
  /** Of a function, each way to call it. */
  readonly overloads: readonly Overload[];
  /** Of an object, or of what a class makes; without what the runtime's own types bring. */
  readonly members: readonly (Hover & { readonly name: string })[];
}

/** One way to call a function. */
export interface Overload {
  readonly shape: string;
  readonly text: string;
  readonly parameters: readonly string[];
  /** Those of the parameters that the text explains. */
  readonly explained: readonly string[];
}

/** The ways into the package; those of the vendors export what the main one exports. */
const FACES = Object.keys(packageJson.exports)
  .filter((path) => !/^\.\/(?:package\.json|khoros|convrs|zendesk|deskpro)$/.test(path))
  .map((path) => path.replace(/^\./, packageJson.name));

/** All of them, each once. */
export function exportsOf(editor: Editor): readonly Exported[] {
  const { types: faces } = look(
    editor,
    FACES.map((face, index) => `import * as face${index} from '${face}';`),
    FACES.map((_, index) => `face${index}`),
  );
  const names = FACES.flatMap((face, index) =>
    (faces[index]?.getProperties() ?? []).map(({ name }) => ({ name, face })),
  );

  const imports = names.map(({ name, face }) => `import { ${name} } from '${face}';`);
  const { types, hovers } = look(
    editor,
    imports,
    names.map(({ name }) => name),
  );
  const checker = editor.checker();
  const found = names.flatMap((each, index) => {
    const type = types[index];
    const hover = hovers[index];
    if (type === undefined || hover === undefined) return [];
    const calls = type.getCallSignatures();
    const [construct] = type.getConstructSignatures();
    return {
      ...each,
      ...hover,
      isFunction: calls.length > 0,
      overloads: calls.map((call) => overloadOf(checker, call)),
      object: construct === undefined ? each.name : `({} as unknown as ${each.name})`,
      own: calls.length > 0 ? [] : ownMembers(construct?.getReturnType() ?? type),
    };
  });

  const { hovers: ofMembers } = look(
    editor,
    imports,
    found.flatMap(({ object, own }) => own.map((name) => `${object}.${name}`)),
  );
  const rest = [...ofMembers];
  return found.map(({ object: _, own, ...each }) => ({
    ...each,
    members: rest
      .splice(0, own.length)
      .map((hover, index) => ({ name: own[index] ?? '', ...hover })),
  }));
}

/** Writes the expressions into the file, and says what each is and what an editor shows at its end. */
function look(
  editor: Editor,
  imports: readonly string[],
  expressions: readonly string[],
): { readonly types: readonly ts.Type[]; readonly hovers: readonly Hover[] } {
  editor.write([...imports, ...expressions.map((expression) => `${expression};`)].join('\n'));
  const statements = editor.source().statements.filter(ts.isExpressionStatement);
  return {
    types: statements.map(({ expression }) => editor.checker().getTypeAtLocation(expression)),
    hovers: statements.map(({ expression }) => editor.hover(expression.getEnd() - 1)),
  };
}

function overloadOf(checker: ts.TypeChecker, call: ts.Signature): Overload {
  return {
    shape: checker.signatureToString(call),
    text: ts.displayPartsToString(call.getDocumentationComment(checker)),
    parameters: call.getParameters().map(({ name }) => name),
    explained: call
      .getJsDocTags()
      .filter(({ name }) => name === 'param')
      .map(({ text }) => ts.displayPartsToString(text).replace(/ .*/s, '')),
  };
}

function ownMembers(type: ts.Type): readonly string[] {
  return type
    .getProperties()
    .filter(({ declarations = [] }) =>
      declarations.some((node) => node.getSourceFile().fileName.includes('/dist/')),
    )
    .map(({ name }) => name);
}
