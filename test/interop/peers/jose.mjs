/** jose. */
import { readFileSync } from 'node:fs';
import { json } from 'node:stream/consumers';
import { jwtVerify, SignJWT } from 'jose';

/** @import { Answers, Jobs, PeerSecret, SignJob, Verdict, VerifyJob } from '../peers.ts' */

/** @type {(secret: PeerSecret) => Uint8Array} */
const key = (secret) =>
  'text' in secret ? new TextEncoder().encode(secret.text) : Buffer.from(secret.base64, 'base64');

/** @type {(job: SignJob) => Promise<string>} */
const sign = ({ claims, kid, secret }) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', ...(kid === undefined ? {} : { kid }) })
    .sign(key(secret));

/** @type {(job: VerifyJob) => Promise<Verdict>} */
const verify = async ({ token, secret }) => {
  try {
    const decoded = await jwtVerify(token, key(secret), { algorithms: ['HS256'] });
    return { header: decoded.protectedHeader, claims: decoded.payload };
  } catch (error) {
    return { refused: String(error) };
  }
};

/** @type {Jobs} */
const jobs = Object(await json(process.stdin));
const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.resolve('jose')), 'utf8'),
);
/** @type {Answers} */
const answers = {
  version: `jose ${version}, Node.js ${process.versions.node}`,
  sign: await Promise.all(jobs.sign.map(sign)),
  verify: await Promise.all(jobs.verify.map(verify)),
};
process.stdout.write(JSON.stringify(answers));
