import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The compiler's complaints about these files, under the project's settings but for those given. */
export function typeErrors(files: readonly string[], settings: ts.CompilerOptions = {}): string[] {
  const config = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const program = ts.createProgram([...files], { ...options, ...settings });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (file === undefined || start === undefined) return text;
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `${file.fileName.replace(ROOT, '')}:${line + 1} ${text}`;
  });
}

/** The same code without its types. */
export function withoutTypes(code: string): string {
  const { ESNext } = ts.ScriptTarget;
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ESNext,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
