/** The steps of docs/start.md: its marked code blocks. */

/**
 * A comment before a block, which the site does not show, says what to do with it: `run` it in the
 * shell, `start` it and leave it running, `write` the file that its first line names, or compare it
 * with what the last command `prints`.
 */
export interface Step {
  readonly does: 'run' | 'start' | 'write' | 'prints';
  readonly text: string;
}

/** Blocks for the reader's own page, which Node.js cannot run. */
const FOR_PAGES = ['ts page', 'html'];

/** Returns the steps in order. A block without a mark is an error: nothing would test it. */
export function stepsOf(page: string): readonly Step[] {
  if (/^[ \t]+```/m.test(page)) throw new Error('A block in a list cannot be marked');
  const blocks = page.matchAll(/^(?:<!-- (\w+) -->\n)?```([^\n]*)\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, does, kind = '', text = '']) => {
    if (does === undefined && FOR_PAGES.includes(kind)) return [];
    if (does === 'run' || does === 'start' || does === 'write' || does === 'prints') {
      return [{ does, text }];
    }
    throw new Error(`No mark says what to do with: ${text.split('\n').at(0)}`);
  });
}

/** Returns the file name in the comment of the first line. */
export function fileNameOf(text: string): string {
  const name = /^\/\/ (\w+\.js)\n/.exec(text)?.at(1);
  if (name === undefined) throw new Error('The first line of a file must be its name: // token.js');
  return name;
}

/** Compares output with the page, where `…` stands for anything within a line. */
export function isPrinted(expected: string, printed: string): boolean {
  const parts = expected.trimEnd().split('…');
  const escaped = parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[^\\n]+')}$`).test(printed.trimEnd());
}
