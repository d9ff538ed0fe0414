/** Node's own createHmac. */
import { createHmac } from 'node:crypto';
import { json } from 'node:stream/consumers';

/** @import { HashAnswers, HashJobs, HashSecret } from '../peers.ts' */

/** @type {(secret: HashSecret) => string | Uint8Array} */
const key = (secret) => {
  if ('hex' in secret) return Buffer.from(secret.hex, 'hex');
  return 'text' in secret ? secret.text : Buffer.from(secret.base64, 'base64');
};

/** @type {HashJobs} */
const jobs = Object(await json(process.stdin));
/** @type {HashAnswers} */
const answers = {
  version: `node:crypto, Node.js ${process.versions.node}`,
  hash: jobs.hash.map(({ secret, message }) =>
    createHmac('sha256', key(secret)).update(message).digest('hex'),
  ),
};
process.stdout.write(JSON.stringify(answers));
