/** A user's editor: TypeScript's language service over one file that imports the built package. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Inside of the package, whose own name then leads to `exports`, as it does where it is installed. */
const FILE = `${ROOT}test/types/of-a-user.ts`;

/** What an editor shows where the mouse is. */
export interface Hover {
  /** The line of code. */
  readonly shape: string;
  /** The text below it on one line, without its tags. */
  readonly text: string;
  /** Its tags, each with its text: `see https://…`. */
  readonly tags: readonly string[];
}

export interface Editor {
  /** Replaces the file's whole text. */
  write(code: string): void;
  /** What the compiler has against it. */
  complaints(): readonly string[];
  hover(position: number): Hover;
  source(): ts.SourceFile;
  checker(): ts.TypeChecker;
}

/** Opens a file in a project of somebody who is strict. */
export function openEditor(): Editor {
  let code = '';
  let version = 0;
  const isOurs = (name: string) => name === FILE;
  const service = ts.createLanguageService({
    getScriptFileNames: () => [FILE],
    getScriptVersion: (name) => (isOurs(name) ? String(version) : '0'),
    getScriptSnapshot(name) {
      const text = isOurs(name) ? code : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ROOT,
    getCompilationSettings: () => ({
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      module: ts.ModuleKind.NodeNext,
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => isOurs(name) || ts.sys.fileExists(name),
    readFile: (name) => (isOurs(name) ? code : ts.sys.readFile(name)),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const program = () => {
    const now = service.getProgram();
    if (now === undefined) throw new Error('The language service has no program');
    return now;
  };

  return {
    write(text) {
      code = text;
      version += 1;
    },
    complaints: () =>
      [...service.getSyntacticDiagnostics(FILE), ...service.getSemanticDiagnostics(FILE)].map(
        ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
      ),
    hover(position) {
      const info = service.getQuickInfoAtPosition(FILE, position);
      return {
        shape: ts.displayPartsToString(info?.displayParts),
        text: ts.displayPartsToString(info?.documentation).replace(/\s+/g, ' '),
        tags: (info?.tags ?? []).map(
          ({ name, text }) => `${name} ${ts.displayPartsToString(text)}`,
        ),
      };
    },
    source() {
      const file = program().getSourceFile(FILE);
      if (file === undefined) throw new Error('The program has no file');
      return file;
    },
    checker: () => program().getTypeChecker(),
  };
}
