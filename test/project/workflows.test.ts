/** The workflows run what there is, and nothing that can change under them. */
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

  test('calls npm scripts that there are', () => {
    const called = [
      ...text.matchAll(
        /npm (?:run )?(test\S*|types|lint|demo|build|fuzz|sbom|docs\S*|release\S*)/g,
      ),
    ];
    expect(called.length).toBeGreaterThan(0);
    for (const [, name = ''] of called) expect(Object.keys(scripts)).toContain(name);
  });

  test('gives no more rights than are needed', () => {
    expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
  });
});

test('what is too slow for every change runs each night, and both bills of materials are kept', () => {
  const text = (name: string) => workflows.find((workflow) => workflow.name === name)?.text;
  expect(text('nightly.yml')).toMatch(/schedule:.*npm run test:mutation.*npm run fuzz/s);
  expect(text('ci.yml')).toMatch(/npm run sbom.*path: reports\/\*\.cdx\.json/s);
});

test('releases carry their provenance, and no token is kept', () => {
  const release = workflows.find(({ name }) => name === 'release.yml')?.text;
  expect(release).toContain('id-token: write');
  expect(release).toContain("NPM_CONFIG_PROVENANCE: 'true'");
  expect(release).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});
