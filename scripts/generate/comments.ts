/** Reads the doc comments of interfaces from their source. */
import ts from 'typescript';

/** One member of an interface. */
export interface CommentedMember {
  /** The doc comment as one line of Markdown, empty if it has none. */
  readonly comment: string;
  /** The types named in its type: `ConvrsAgentData` of `readonly ConvrsAgentData[] | undefined`. */
  readonly types: readonly string[];
  /** The string of a literal type: `date` of `type: 'date'`. */
  readonly literal: string | undefined;
}

/** An interface, with what it inherits from others in the same file. */
export interface CommentedInterface {
  readonly name: string;
  /** The first paragraph of the doc comment. */
  readonly comment: string;
  /** The paragraph that starts with `Source:`, without that word. */
  readonly source: string | undefined;
  readonly members: ReadonlyMap<string, CommentedMember>;
}

/** The interfaces and unions of interfaces of one source file. */
export interface Comments {
  /** Returns the interface with this name, or throws. */
  interfaceOf(name: string): CommentedInterface;
  /** Returns the interfaces of a union, or the one interface with this name. */
  interfacesOf(name: string): readonly CommentedInterface[];
  /** Returns whether there is an interface with this name. */
  isInterface(name: string): boolean;
  /** Returns the first paragraph of a type's doc comment. */
  commentOfType(name: string): string;
}

/** Reads the doc comments of a file. */
export function readComments(fileName: string, source: string): Comments {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true);
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const aliases = new Map<string, ts.TypeAliasDeclaration>();
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement);
    if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement);
  }

  function interfaceOf(name: string): CommentedInterface {
    const node = interfaces.get(name);
    if (node === undefined) throw new Error(`${fileName} has no interface ${name}`);
    const paragraphs = commentOf(node).split(/\n\s*\n/);
    const source = paragraphs.find((paragraph) => /^Source:/.test(paragraph));
    const members = new Map<string, CommentedMember>();
    for (const type of node.heritageClauses?.flatMap(({ types }) => [...types]) ?? []) {
      // `WithoutNull<AcmeUser>` has the members of `AcmeUser`.
      const [parent = type.expression] = type.typeArguments ?? [];
      for (const [key, member] of interfaceOf(parent.getText(file)).members) {
        members.set(key, member);
      }
    }
    for (const member of node.members) {
      if (!ts.isPropertySignature(member)) continue;
      members.set(member.name.getText(file), {
        comment: oneLine(commentOf(member)),
        types: member.type === undefined ? [] : typesIn(member.type),
        literal: literalOf(member.type),
      });
    }
    return {
      name,
      comment: oneLine(paragraphs.at(0) ?? ''),
      source: source === undefined ? undefined : oneLine(source.replace(/^Source:/, '')),
      members,
    };
  }

  return {
    interfaceOf,
    isInterface: (name) => interfaces.has(name),
    interfacesOf(name) {
      const alias = aliases.get(name);
      return (alias === undefined ? [name] : typesIn(alias.type)).map(interfaceOf);
    },
    commentOfType(name) {
      const alias = aliases.get(name);
      const comment = alias && commentOf(alias).split(/\n\s*\n/)[0];
      if (!comment) throw new Error(`${fileName} has no type ${name} with a doc comment`);
      return oneLine(comment);
    },
  };
}

function commentOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join('\n\n');
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Types of TypeScript itself. */
const BUILT_IN = ['Readonly', 'Record', 'ReadonlyArray'];

function typesIn(type: ts.TypeNode): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) names.push(node.typeName.getText());
    node.forEachChild(visit);
  };
  visit(type);
  return names.filter((name) => !BUILT_IN.includes(name));
}

function literalOf(type: ts.TypeNode | undefined): string | undefined {
  if (type === undefined || !ts.isLiteralTypeNode(type)) return undefined;
  return ts.isStringLiteral(type.literal) ? type.literal.text : undefined;
}
