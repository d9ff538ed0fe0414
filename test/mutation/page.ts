import { type Explanation, type Report, scoreOf } from './report.ts';

const FOLDERS = ['src/core/', 'src/vendors/'];

/** The page of a run, for docs/mutation.md: of the folders that it tested. */
export function pageOf(report: Report, explanations: readonly Explanation[], date: string): string {
  const rows = FOLDERS.map((folder) => ({ folder, ...scoreOf(report, folder) }))
    .filter(({ mutants }) => mutants > 0)
    .map(
      ({ folder, mutants, killed, survived, score }) =>
        `| \`${folder}\` | ${mutants} | ${killed} | ${survived} | ${score.toFixed(2)} % |`,
    );
  const own = explanations.filter(({ file }) => Object.hasOwn(report.files, file));
  return `# Mutation testing

Whether the tests would notice a change: [Stryker](https://stryker-mutator.io) changes \`src/core\` and \`src/vendors\` in one place at a time, and runs the tests of that place. A change that none of them notices is a survivor; one after which they do not end is noticed. This page is written by

\`\`\`sh
npm run test:mutation
\`\`\`

which fails below 97 %, on a survivor that \`test/mutation/survivors.json\` does not explain, and on an explanation whose survivor is gone. No kind of change is left out. Last run: ${date}.

| folder | changes | noticed | survived | score |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## The survivors

${own.length === 0 ? 'None.' : sections(own)}
`;
}

function sections(explanations: readonly Explanation[]): string {
  const files = [...new Set(explanations.map(({ file }) => file))].sort();
  return files
    .map((file) => {
      const own = explanations.filter((explanation) => explanation.file === file);
      return `### \`${file}\`\n\n${own.map(item).join('\n')}`;
    })
    .join('\n\n');
}

function item({ line, original, mutated, reason }: Explanation): string {
  return `- In ${code(line)}, ${code(original)} → ${code(mutated || ' ')}: ${reason}`;
}

/** As code, whatever back quotes are in it. */
function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(1 + Math.max(0, ...runs));
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}
