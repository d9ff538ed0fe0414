import { kindOf } from '../utils/objects.ts';
import { type ClaimsAdvice, type Finding, findingsOf, type Members } from './findings.ts';

const ALG = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.1';
const KID = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4';
const CRIT = 'https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11';
const NONE = 'https://www.rfc-editor.org/rfc/rfc8725#section-3.2';

/** Algorithm and extensions: what decides before any claim is looked at. */
export function adviseAlgorithm(header: Members | undefined): readonly Finding[] {
  if (header === undefined) return [];
  const { alg, crit } = header;
  const findings: Finding[] = [];
  if (typeof alg === 'string' && alg.toLowerCase() === 'none') {
    findings.push(
      findingsOf(NONE)(
        'error',
        'ALG_NONE',
        'header.alg',
        'The header says that the token is not signed',
        'Sign it with HS256. Nobody must take a token with this algorithm.',
      ),
    );
  } else if (alg !== 'HS256') {
    findings.push(
      findingsOf(ALG)(
        'error',
        'ALG_UNSUPPORTED',
        'header.alg',
        'The token is not signed with HS256, the only algorithm that these vendors take',
        "Set the algorithm to 'HS256', in these letters.",
      ),
    );
  }
  if (crit !== undefined) {
    findings.push(
      findingsOf(CRIT)(
        'error',
        'CRIT_UNSUPPORTED',
        'header.crit',
        'The header demands an extension, and these vendors document none',
        'Leave crit out.',
      ),
    );
  }
  return findings;
}

/** The key id, and what the vendor's own advice says of the header. */
export function adviseHeader(
  header: Members,
  claims: Members,
  advice: ClaimsAdvice | undefined,
): readonly Finding[] {
  const { kid } = header;
  const own = advice?.adviseHeader?.(header) ?? [];
  if (kid !== undefined && typeof kid !== 'string') {
    const finding = findingsOf(KID)(
      'error',
      'KID_NOT_STRING',
      'header.kid',
      `The kid is ${kindOf(kid)}, and must be a string`,
      'Pass the key id as the vendor shows it.',
    );
    return [finding, ...own];
  }
  if (advice === undefined) return own;
  const { keyId, docs } = advice.vendor;
  const found = findingsOf(docs);
  // Where it stands in the payload instead, that is said of the payload.
  if (keyId === 'required' && !kid && claims['kid'] === undefined) {
    const finding = found(
      'error',
      'KID_MISSING',
      'header.kid',
      'The header has no kid, so the vendor does not know which key to check with',
      'Sign with keyId. jsonwebtoken takes it as keyid, or in header (not headers).',
    );
    return [finding, ...own];
  }
  if (keyId === 'unused' && kid) {
    const finding = found(
      'info',
      'KID_UNUSED',
      'header.kid',
      'The header has a kid, and this vendor documents none',
      'Leave it out, or look whether the token is for another vendor.',
    );
    return [finding, ...own];
  }
  return own;
}
