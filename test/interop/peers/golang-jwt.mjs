/** golang-jwt, by the command `jwt` that it brings. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { json } from 'node:stream/consumers';

/** @import { Answers, Jobs, PeerSecret, SignJob, Verdict, VerifyJob } from '../peers.ts' */

const folder = mkdtempSync(`${tmpdir()}/chat-token-interop-`);

/** @type {(args: string[], input: string, secret: PeerSecret) => { stdout: string, stderr: string }} */
const jwt = (args, input, secret) => {
  const key = 'text' in secret ? secret.text : Buffer.from(secret.base64, 'base64');
  writeFileSync(`${folder}/key`, key);
  const how = ['-alg', 'HS256', '-compact', '-key', `${folder}/key`];
  const { stdout, stderr, error } = spawnSync('/usr/bin/jwt', [...how, ...args], {
    input,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { stdout: stdout.trim(), stderr };
};

/** @type {(job: SignJob) => string} */
const sign = ({ claims, kid, secret }) => {
  const header = kid === undefined ? [] : ['-header', `kid=${kid}`];
  return jwt([...header, '-sign', '-'], JSON.stringify(claims), secret).stdout;
};

/** @type {(job: VerifyJob) => Verdict} */
const verify = ({ token, secret }) => {
  const { stdout, stderr } = jwt(['-verify', '-'], token, secret);
  if (stderr !== '') return { refused: stderr };
  const shown = jwt(['-show', '-'], token, secret).stdout;
  const header = shown.slice(shown.indexOf('{'), shown.indexOf('Claims:'));
  return { header: JSON.parse(header), claims: JSON.parse(stdout) };
};

/** @type {Jobs} */
const jobs = Object(await json(process.stdin));
const version = execFileSync('dpkg-query', ['-W', '-f=$' + '{Version}', 'jwt'], {
  encoding: 'utf8',
});
/** @type {Answers} */
const answers = {
  version: `golang-jwt, Debian's package jwt ${version}`,
  sign: jobs.sign.map(sign),
  verify: jobs.verify.map(verify),
};
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify(answers));
