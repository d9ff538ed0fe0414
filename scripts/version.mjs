// @ts-check
/** Makes the next version of the changesets: in package.json, package-lock.json, jsr.json and CHANGELOG.md. */
import { execFileSync } from 'node:child_process';

execFileSync('npx', ['changeset', 'version'], { stdio: 'inherit' });
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { stdio: 'inherit' });
execFileSync('npm', ['run', 'generate'], { stdio: 'inherit' });
