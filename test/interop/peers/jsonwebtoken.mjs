/** jsonwebtoken. */
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
import jwt from 'jsonwebtoken';

/** @import { Answers, Jobs, PeerSecret, SignJob, Verdict, VerifyJob } from '../peers.ts' */

/** @type {(secret: PeerSecret) => string | Buffer} */
const key = (secret) => ('text' in secret ? secret.text : Buffer.from(secret.base64, 'base64'));

/** @type {(job: SignJob) => string} */
const sign = ({ claims, kid, secret }) =>
  jwt.sign(claims, key(secret), {
    algorithm: 'HS256',
    ...(kid === undefined ? {} : { keyid: kid }),
  });

/** @type {(job: VerifyJob) => Verdict} */
const verify = ({ token, secret }) => {
  try {
    const decoded = jwt.verify(token, key(secret), { algorithms: ['HS256'], complete: true });
    return { header: decoded.header, claims: Object(decoded.payload) };
  } catch (error) {
    return { refused: String(error) };
  }
};

/** @type {Jobs} */
const jobs = Object(await json(process.stdin));
const { version } = createRequire(import.meta.url)('jsonwebtoken/package.json');
/** @type {Answers} */
const answers = {
  version: `jsonwebtoken ${version}, Node.js ${process.versions.node}`,
  sign: jobs.sign.map(sign),
  verify: jobs.verify.map(verify),
};
process.stdout.write(JSON.stringify(answers));
