// @ts-check
/** Makes the next version of the changesets: in package.json, package-lock.json, jsr.json and CHANGELOG.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

execFileSync('npx', ['changeset', 'version'], { stdio: 'inherit' });
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { stdio: 'inherit' });

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const jsr = JSON.parse(readFileSync('jsr.json', 'utf8'));
writeFileSync('jsr.json', `${JSON.stringify({ ...jsr, version }, undefined, 2)}\n`);
