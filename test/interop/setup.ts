import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../support/debian.ts';
import { ask, askForHashes, HASH_PEERS, NOT_RUN, PEERS } from './peers.ts';

/** Builds the library, installs the peers, and says which versions are run, and what is not. */
export default function setup(): void {
  installPackages({
    python3: 'python3',
    '/usr/share/doc/python3-jwt/copyright': 'python3-jwt',
    ruby: 'ruby',
    '/usr/share/doc/ruby-jwt/copyright': 'ruby-jwt',
    '/usr/share/doc/libcrypt-jwt-perl/copyright': 'libcrypt-jwt-perl',
    jwt: 'jwt',
  });
  const root = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build', '--', '--silent'], { cwd: root });
  const lines = [
    ...PEERS.map((peer) => `run: ${ask(peer, { sign: [], verify: [] }).version}`),
    ...HASH_PEERS.map((peer) => `run: ${askForHashes(peer, { hash: [] }).version}`),
    ...NOT_RUN.map(({ name, why }) => `not run: ${name} (${why})`),
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
}
