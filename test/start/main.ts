/**
 * Follows docs/start.md step by step: in an empty folder, with the packed library, offline. Fails if a
 * step fails or prints something else, or if the installed library does not verify the last token.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileNameOf, isPrinted, stepsOf } from './steps.ts';

/** npm runs scripts in the package's folder. This file is bundled into another one. */
const ROOT = process.cwd();
/** Where the page's server listens. */
const PORT = 3000;
const INSTALL = /^npm install chat-token$/m;

const folder = mkdtempSync(`${tmpdir()}/chat-token-start-`);
const project = mkdtempSync(`${folder}/project-`);
/** Nothing of this machine: no npm settings, no cache, no registry. */
const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  NO_COLOR: '1',
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function run(file: string, args: readonly string[], cwd = project): string {
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return execFileSync(file, args, { cwd, env, stdio: [...stdio], encoding: 'utf8' });
}

/** Packs a package of this repository, and returns the tarball's path. */
function pack(path: string): string {
  const args = ['pack', path, '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed]: { filename: string }[] = JSON.parse(run('npm', args, ROOT));
  if (packed === undefined) throw new Error('npm pack made no tarball.');
  return resolve(folder, packed.filename);
}

function isListening(): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ port: PORT, host: 'localhost' });
    socket.on('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.on('error', () => settle(false));
  });
}

/** Starts the server, and returns it when it listens. */
async function start(commands: string): Promise<ChildProcess> {
  if (await isListening()) throw new Error(`Another program listens on port ${PORT}.`);
  // With `exec`, the process to end later is the server and not its shell.
  const stdio = ['ignore', 'inherit', 'inherit'] as const;
  const args = ['-euc', `exec ${commands}`];
  const server = spawn('bash', args, { cwd: project, env, stdio: [...stdio] });
  for (let attempt = 0; !(await isListening()); attempt += 1) {
    if (server.exitCode !== null || attempt === 600) throw new Error('The server does not listen.');
    await setTimeout(100);
  }
  return server;
}

/** Returns the user id of the answer's token, as the installed library verifies it with `.env`. */
function verify(answer: string): string {
  const { token }: { token: string } = JSON.parse(answer);
  const code = `
    import { verifyChatToken, zendesk } from 'chat-token';
    const { ZENDESK_KEY_ID: keyId, ZENDESK_SECRET: secret } = process.env;
    const { claims } = await verifyChatToken(zendesk, process.argv[1], { keyId, secret });
    console.log(claims.external_id);`;
  const args = ['--env-file=.env', '--input-type=module', '-e', code, token];
  return run(process.execPath, args).trim();
}

const servers: ChildProcess[] = [];
try {
  const page = readFileSync(resolve(ROOT, 'docs/start.md'), 'utf8');
  if (!INSTALL.test(page)) throw new Error('The page does not install chat-token.');
  const steps = stepsOf(page);
  // The only difference to the page: the packed library and its dependency instead of published ones.
  const install = `npm install ${pack('.')} ${pack('./node_modules/jose')}`;
  let printed = '';
  for (const { does, text } of steps) {
    if (does === 'write') {
      writeFileSync(`${project}/${fileNameOf(text)}`, text);
      say(`wrote ${fileNameOf(text)}`);
    } else if (does === 'prints') {
      if (!isPrinted(text, printed)) throw new Error(`Expected:\n${text}\nPrinted:\n${printed}`);
      say('printed what the page says');
    } else {
      const commands = text.replace(INSTALL, install);
      say(commands.trimEnd().replaceAll(/^/gm, '$ '));
      if (does === 'start') servers.push(await start(commands));
      else printed = run('bash', ['-euc', commands]);
    }
  }
  const id = verify(printed);
  if (id !== 'u_1') throw new Error(`The token is for ${id}.`);
  say(`Followed ${steps.length} steps, and verified the token for ${id}.`);
} finally {
  for (const server of servers) {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
  rmSync(folder, { recursive: true });
}
