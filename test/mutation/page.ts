import { type Explanation, type Report, scoreOf } from './report.ts';

const FOLDERS = ['src/core/', 'src/vendors/'];

/** The page of a whole run, for docs/mutation.md. */
export function pageOf(report: Report, explanations: readonly Explanation[], date: string): string {
  const row = (name: string, prefix: string) => {
    const { mutants, killed, survived, score } = scoreOf(report, prefix);
    return `| ${name} | ${mutants} | ${killed} | ${survived} | ${score.toFixed(2)} % |`;
  };
  return `# Mutation testing

Whether the tests would notice a change: [Stryker](https://stryker-mutator.io) changes \`src/core\` and \`src/vendors\` in one place at a time, and runs the tests of that place. A change that none of them notices is a survivor. This page is written by

\`\`\`sh
npm run test:mutation
\`\`\`

which fails below 97 %, on a survivor that \`test/mutation/survivors.json\` does not explain, and on an explanation whose survivor is gone. No kind of change is left out. Last run: ${date}.

| folder | changes | noticed | survived | score |
| --- | --- | --- | --- | --- |
${FOLDERS.map((folder) => row(`\`${folder}\``, folder)).join('\n')}
${row('both', '')}

## The survivors

${explanations.length === 0 ? 'None.' : sections(explanations)}
`;
}

function sections(explanations: readonly Explanation[]): string {
  const files = [...new Set(explanations.map(({ file }) => file))].sort();
  return files
    .map((file) => {
      const own = explanations.filter((explanation) => explanation.file === file);
      return [`### \`${file}\``, ...own.map(item)].join('\n\n');
    })
    .join('\n\n');
}

function item({ original, mutated, reason }: Explanation): string {
  return `- ${code(original)} → ${code(mutated || ' ')}\n  ${reason}`;
}

/** As code, whatever back quotes are in it. */
function code(text: string): string {
  const fence = '`'.repeat(
    1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}
