/** The ways in which an object literal can be written at one place, as the compiler knows them. */
import ts from 'typescript';
import type { Editor, Hover } from './editor.ts';

/** Stands in a call before the object literal that is looked at. */
export const HERE = '/* here */';

/** One member of an object literal, and what an editor shows of it. */
export interface Member extends Hover {
  readonly name: string;
  /** The other members of the literal, in which it stands. */
  readonly beside: readonly string[];
  readonly isOptional: boolean;
  readonly takesNumber: boolean;
  /** The texts that it can be, where only some are allowed. */
  readonly choices: readonly string[];
  /** What the literal holds. */
  readonly code: string;
}

/** A member before it was looked at. */
type Slot = Omit<Member, keyof Hover>;

/** Every member that a literal can have in each call: in each of its forms, beside what it demands. */
export function membersOf(
  editor: Editor,
  imports: string,
  calls: readonly string[],
): ReadonlyMap<string, readonly Member[]> {
  const head = `${imports}\ndeclare const never: never;\n`;
  editor.write(`${head}${calls.join(';\n')};`);
  const complaints = editor.complaints();
  if (complaints.length > 0) throw new Error(`Not all calls compile:\n${complaints.join('\n')}`);

  let code = head;
  const literals = literalsOf(editor.source());
  const areMarkedOnce = calls.every((call) => call.split(HERE).length === 2);
  if (!areMarkedOnce || literals.length !== calls.length) {
    throw new Error(`Each call has one ${HERE}, before an object literal`);
  }
  const places = literals.flatMap((literal, index) => {
    const call = calls[index] ?? '';
    const start = call.indexOf(HERE) + HERE.length;
    const end = start + literal.getWidth();
    return formsOf(editor.checker(), literal)
      .flatMap((form) => slotsOf(editor.checker(), form))
      .map((slot) => {
        code += `${call.slice(0, start)}{ `;
        const position = code.length;
        code += `${slot.code} }${call.slice(end)};\n`;
        return { call, slot, position };
      });
  });
  editor.write(code);
  const members = places.map(({ call, slot, position }) => ({
    call,
    member: { ...slot, ...editor.hover(position) },
  }));
  return new Map(
    calls.map((call) => [
      call,
      members.filter((each) => each.call === call).map(({ member }) => member),
    ]),
  );
}

/** Those that are marked, in order. */
function literalsOf(source: ts.SourceFile): readonly ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  const look = (node: ts.Node): void => {
    const isMarked = source.text.slice(node.getFullStart(), node.getStart()).endsWith(HERE);
    if (isMarked && ts.isObjectLiteralExpression(node)) found.push(node);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** The types that a literal can have there: one, or those of a union. */
function formsOf(checker: ts.TypeChecker, literal: ts.ObjectLiteralExpression): readonly ts.Type[] {
  const type = checker.getContextualType(literal)?.getNonNullableType();
  if (type === undefined) throw new Error('The compiler expects nothing there');
  return type.isUnion() ? type.types : [type];
}

function slotsOf(checker: ts.TypeChecker, form: ts.Type): readonly Slot[] {
  const all = form.getProperties().map((symbol) => {
    const type = checker.getTypeOfSymbol(symbol).getNonNullableType();
    const parts = type.isUnion() ? type.types : [type];
    const choices = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
    return {
      name: symbol.name,
      // For a form that forbids a member: undefined, and nothing else.
      isForbidden: (type.flags & ts.TypeFlags.Never) !== 0,
      isOptional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      takesNumber: parts.some((part) => (part.flags & ts.TypeFlags.Number) !== 0),
      choices,
      code: `${symbol.name}: ${someValue(checker, parts)}`,
    };
  });
  const members = all.filter(({ isForbidden }) => !isForbidden);
  return members.map(({ isForbidden: _, ...slot }) => {
    const others = members.filter(({ name, isOptional }) => !isOptional && name !== slot.name);
    return {
      ...slot,
      beside: others.map(({ name }) => name),
      code: [slot, ...others].map(({ code }) => code).join(', '),
    };
  });
}

/** Some value of one of these types: editors tell the forms of a literal from each other by the values. */
function someValue(checker: ts.TypeChecker, types: readonly ts.Type[]): string {
  for (const type of types) {
    if (type.isStringLiteral()) return JSON.stringify(type.value);
    if (type.flags & ts.TypeFlags.String) return "''";
    if (type.flags & ts.TypeFlags.TemplateLiteral) return "'1h'";
    if (type.flags & ts.TypeFlags.Number) return '1';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'true';
    if (checker.isArrayType(type)) return '[]';
    if (type.getCallSignatures().length > 0) return '() => never';
  }
  return 'never';
}
