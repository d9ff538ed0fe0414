/** What docs/start.md tells its reader to do, step by step: the blocks behind a mark. */

/**
 * A comment before a block, which the site does not show, says what the reader does with it: `run` it
 * in the shell, `start` it and leave it running, `write` the file that its first line names, or see
 * that the last command `prints` it.
 */
export interface Step {
  readonly does: 'run' | 'start' | 'write' | 'prints';
  readonly text: string;
}

const BLOCK = /^(?:<!-- (\w+) -->\n)?```([^\n]*)\n(.*?)^```$/gms;

/** What only the reader's own page can do, and a Node.js without packages cannot. */
const IN_THE_PAGE = ['ts page', 'html'];

/** The steps of the page, in order. A block without a mark would be one that nobody follows. */
export function stepsOf(page: string): readonly Step[] {
  if (/^[ \t]+```/m.test(page)) throw new Error('A block inside a list is one that nobody follows');
  return [...page.matchAll(BLOCK)].flatMap(([, mark, kind = '', text = '']) => {
    if (mark === undefined && IN_THE_PAGE.includes(kind)) return [];
    if (!isMark(mark)) {
      throw new Error(`No mark says what to do with: ${text.split('\n').at(0)}`);
    }
    return [{ does: mark, text }];
  });
}

function isMark(mark: string | undefined): mark is Step['does'] {
  return mark === 'run' || mark === 'start' || mark === 'write' || mark === 'prints';
}

/** The name of the file to write, which stands in the comment of its first line. */
export function fileNameOf(text: string): string {
  const name = /^\/\/ (\w+\.js)\n/.exec(text)?.at(1);
  if (name === undefined) throw new Error('The first line of a file must be its name: // token.js');
  return name;
}

/** Whether that was printed, where `…` stands for what differs each time, within a line. */
export function isPrinted(expected: string, printed: string): boolean {
  const parts = expected.trimEnd().split('…').map(escaped);
  return new RegExp(`^${parts.join('[^\\n]+')}$`).test(printed.trimEnd());
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * The commands with the packed library in place of the published one. That is the only thing in
 * which the test does not do what the page says.
 */
export function withTarball(commands: string, tarball: string): string {
  return commands.replaceAll(/^npm install chat-token$/gm, () => `npm install ${tarball}`);
}
