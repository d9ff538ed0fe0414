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

test('releases carry provenance, and need no stored token', () => {
  const release = workflows.find(({ name }) => name === 'release.yml')?.text;
  expect(release).toContain('id-token: write');
  expect(release).toContain("NPM_CONFIG_PROVENANCE: 'true'");
  expect(release).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});
