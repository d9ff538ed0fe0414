/**
 * Follows docs/start.md to the letter: in an empty folder, with the packed library, and without the
 * registry. Fails if a step fails or prints something else, or if it does not end with a token that
 * the installed library verifies.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileNameOf, isPrinted, type Step, stepsOf, withTarball } from './steps.ts';

/** npm runs scripts in the package's folder; this file is bundled to another one. */
const ROOT = process.cwd();

/** Where the page's server listens. */
const PORT = 3000;

const { PATH = '' } = process.env;

/** In place of one's own, whose npm may have a cache and settings. */
const HOME = mkdtempSync(`${tmpdir()}/chat-token-start-home-`);

/** Nothing of this machine's: no proxy, and a registry that is not asked. */
const ENVIRONMENT = {
  PATH,
  HOME,
  NO_COLOR: '1',
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Packs what `npm run build` has built. */
function pack(folder: string): string {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed]: { filename: string }[] = JSON.parse(
    execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }),
  );
  if (packed === undefined) throw new Error('npm pack made no tarball.');
  return resolve(folder, packed.filename);
}

function runInShell(commands: string, project: string): string {
  return execFileSync('bash', ['-euc', commands], {
    cwd: project,
    env: ENVIRONMENT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 120_000,
  });
}

async function isListening(): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ port: PORT, host: 'localhost' });
    socket.on('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.on('error', () => settle(false));
  });
}

/** Starts the server, and comes back when it listens. */
async function start(commands: string, project: string): Promise<ChildProcess> {
  if (await isListening()) throw new Error(`Something else listens on port ${PORT}.`);
  // `exec`, so that the process to end later is the server, and not a shell before it.
  const server = spawn('bash', ['-euc', `exec ${commands}`], {
    cwd: project,
    env: ENVIRONMENT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (let attempts = 0; attempts < 100; attempts += 1) {
    if (await isListening()) return server;
    if (server.exitCode !== null) break;
    await setTimeout(100);
  }
  server.kill();
  throw new Error('The server does not listen.');
}

/** The user's id in the answer's token, which the library in the project verifies with its `.env`. */
function verify(answer: string, project: string): string {
  const { token }: { token: string } = JSON.parse(answer);
  const code = `
    import { verifyChatToken, zendesk } from 'chat-token';
    const { ZENDESK_KEY_ID: keyId, ZENDESK_SECRET: secret } = process.env;
    const { claims } = await verifyChatToken(zendesk, process.argv[1], { keyId, secret });
    console.log(claims.external_id);`;
  const args = ['--env-file=.env', '--input-type=module', '-e', code, token];
  const options = { cwd: project, env: ENVIRONMENT, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, args, options).trim();
}

async function follow(steps: readonly Step[], tarball: string, project: string): Promise<string> {
  let printed = '';
  let replaced = 0;
  const servers: ChildProcess[] = [];
  try {
    for (const { does, text } of steps) {
      if (does === 'write') {
        const name = fileNameOf(text);
        writeFileSync(`${project}/${name}`, text);
        say(`wrote ${name}`);
      } else if (does === 'prints') {
        if (!isPrinted(text, printed)) {
          throw new Error(`The page says:\n${text}\nbut this was printed:\n${printed}`);
        }
        say('printed what the page says');
      } else {
        const commands = withTarball(text, tarball);
        if (commands !== text) {
          replaced += 1;
          say(`in place of "npm install chat-token": npm install ${tarball}`);
        }
        say(commands.trimEnd().replaceAll(/^/gm, '$ '));
        if (does === 'start') servers.push(await start(commands, project));
        else printed = runInShell(commands, project);
      }
    }
  } finally {
    for (const server of servers) {
      server.kill();
      if (server.exitCode === null) await once(server, 'exit');
    }
  }
  if (replaced !== 1) throw new Error('The page installs chat-token once.');
  return printed;
}

const folder = mkdtempSync(`${tmpdir()}/chat-token-start-`);
const project = mkdtempSync(`${tmpdir()}/chat-token-start-project-`);
try {
  const steps = stepsOf(readFileSync(resolve(ROOT, 'docs/start.md'), 'utf8'));
  const answer = await follow(steps, pack(folder), project);
  const id = verify(answer, project);
  if (id !== 'u_1') throw new Error(`The token is for ${id}.`);
  say(`${steps.length} steps were followed, and the token for ${id} is verified.`);
} finally {
  rmSync(folder, { recursive: true });
  rmSync(HOME, { recursive: true });
  rmSync(project, { recursive: true });
}
