/** The workflows call scripts that exist, and actions that cannot change. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../.github/workflows/', import.meta.url);
const { scripts } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(new URL(name, folder), 'utf8'),
}));

describe.each(workflows)('$name', ({ text }) => {
  test('pins every action to a commit', () => {
    const actions = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('calls npm scripts that exist', () => {
    const called = [
      ...text.matchAll(/npm (?:run )?(test\S*|types|lint|demo|build|docs\S*|release\S*)/g),
    ];
    const commands = [...text.matchAll(/npx (?:stryker|vitest) run (\S+)/g)];
    expect(called.length + commands.length).toBeGreaterThan(0);
    for (const [, name = ''] of called) expect(Object.keys(scripts)).toContain(name);
  });

  test('grants only read access by default', () => {
    expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
  });
});

test('mutation tests and fuzzing run each night, and both bills of materials are kept', () => {
  const text = (name: string) => workflows.find((workflow) => workflow.name === name)?.text;
  expect(text('nightly.yml')).toMatch(/schedule:.*npx stryker run test\/mutation.*test\/fuzz/s);
  expect(text('ci.yml')).toMatch(/npm sbom.*path: reports\/\*\.cdx\.json/s);
});

describe('a release', () => {
  const release = workflows.find(({ name }) => name === 'release.yml')?.text ?? '';

  test('is built without rights, and published without running code of others', () => {
    expect(faultsOf(release)).toStrictEqual([]);
  });

  test.each<[fault: string, from: string | RegExp, to: string]>([
    ['publish: runs more than npm publish', '      - run: npm publish', '      - run: npm ci\n$&'],
    [
      'publish: runs more than npm publish',
      '      - run: npm publish',
      '      - run: npm test\n$&',
    ],
    ['publish: runs more than npm publish', 'run: npm publish', 'run: node x.mjs && npm publish'],
    [
      'publish: runs more than npm publish',
      'run: npm publish',
      'run: |\n          node x.mjs\n          npm publish',
    ],
    ['publish: runs more than npm publish', ' --ignore-scripts --access', ' --access'],
    ['publish: runs more than npm publish', ' --provenance', ''],
    ['publish: runs more than npm publish', 'npm publish ./*.tgz', 'npm publish .'],
    ['publish: uses another action', /actions\/download-artifact.*/, 'actions/checkout@0'],
    ['publish: has other rights', '      id-token: write', '$&\n      contents: write'],
    ['publish: does not wait for the build', /needs: build(?=\n.*'publish')/, 'needs: []'],
    ['no job may publish', '      id-token: write', '      contents: read'],
    ['version: may publish', '      pull-requests: write', '$&\n      id-token: write'],
    ['version: publishes', 'version: node scripts', 'publish: npx changeset publish\n          $&'],
    ['version: runs install scripts', 'npm ci --ignore-scripts', 'npm ci'],
    ['build: has rights', '      contents: read', '      contents: write'],
    ['build: has rights', '      contents: read', '$&\n      id-token: write'],
    ['build: has rights', '    permissions:\n      contents: read\n', ''],
    ['build: has secrets', '- run: npm test', '$&\n        env:\n          A: {{ secrets.A }}'],
    ['build: has secrets', 'timeout-minutes: 20', '$&\n    environment: npm'],
    ['build: keeps credentials', 'persist-credentials: false', 'persist-credentials: true'],
    ['build: names no repository', /.*npm pkg set.*/, ''],
    ['build: names no repository', '$GITHUB_REPOSITORY.git', 'example/example.git'],
    ['stores a token', 'run: npm publish', 'env:\n          NODE_AUTH_TOKEN: x\n        $&'],
  ])('with a fault is recognized: %s, %s', (fault, from, to) => {
    const broken = release.replace(from, to);
    expect(broken).not.toBe(release);
    expect(faultsOf(broken)).toContain(fault);
  });
});

/** Checks who may publish, and what they run. */
function faultsOf(release: string): string[] {
  const jobs = new Map(
    release
      .slice(release.indexOf('\njobs:\n'))
      .split(/\n {2}(?=\w+:\n)/)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf(':')), text]),
  );
  const faults: string[] = [];
  const check = (isRight: boolean, fault: string) => {
    if (!isRight) faults.push(fault);
  };
  for (const [name, text] of jobs) {
    const rights = /\n {4}permissions:\n((?: {6}.*\n)*)/.exec(`${text}\n`)?.[1]?.trim();
    const runsCode = /npm (?:ci|install|test|run|pack)\b|npx|node /.test(text);
    if (name === 'publish') {
      const commands = text
        .split(/\n {6}- /)
        .slice(1)
        .filter((step) => !step.startsWith('uses: '));
      const publishing =
        /^(?:env:\n.*\n {8})?run: npm publish \.\/\*\.tgz --provenance --ignore-scripts --access public\s*$/;
      check(
        commands.length === 1 && publishing.test(commands[0] ?? ''),
        'publish: runs more than npm publish',
      );
      check(
        !/uses: (?!actions\/(?:setup-node|download-artifact)@)/.test(text),
        'publish: uses another action',
      );
      check(rights === 'id-token: write', 'publish: has other rights');
      check(/\n {4}needs: build\n/.test(text), 'publish: does not wait for the build');
      continue;
    }
    check(!text.includes('id-token'), `${name}: may publish`);
    check(!/(?:npm|changeset) publish/.test(text), `${name}: publishes`);
    if (!runsCode) continue;
    if (rights !== 'contents: read') {
      if (name === 'build') check(false, 'build: has rights');
      check(!/npm ci(?! --ignore-scripts)/.test(text), `${name}: runs install scripts`);
      continue;
    }
    check(!/secrets\.|github\.token|environment:/.test(text), `${name}: has secrets`);
    check(text.includes('persist-credentials: false'), `${name}: keeps credentials`);
  }
  check(jobs.get('publish')?.includes('id-token: write') ?? false, 'no job may publish');
  check(
    /npm pkg set .*\$GITHUB_SERVER_URL\/\$GITHUB_REPOSITORY\.git".*npm pack/s.test(
      jobs.get('build') ?? '',
    ),
    'build: names no repository',
  );
  check(!/NPM_TOKEN|NODE_AUTH_TOKEN/.test(release), 'stores a token');
  return faults;
}
