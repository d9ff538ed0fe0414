import { kindOf } from '../utils/objects.ts';
import { headerFinding } from './catalog/header.ts';
import type { ClaimsChecks, Finding, Members } from './findings.ts';

/** Checks the algorithm and extensions: they decide before any claim is read. */
export function adviseAlgorithm(header: Members | undefined): readonly Finding[] {
  if (header === undefined) return [];
  const { alg, crit } = header;
  const findings: Finding[] = [];
  if (typeof alg === 'string' && alg.toLowerCase() === 'none') {
    findings.push(headerFinding('ALG_NONE', 'header.alg'));
  } else if (alg !== 'HS256') findings.push(headerFinding('ALG_UNSUPPORTED', 'header.alg'));
  if (crit !== undefined) findings.push(headerFinding('CRIT_UNSUPPORTED', 'header.crit'));
  return findings;
}

/** Checks the key id, and lets the vendor check its header. */
export function adviseHeader(
  header: Members,
  claims: Members,
  advice: ClaimsChecks | undefined,
): readonly Finding[] {
  const own = advice?.adviseHeader?.(header) ?? [];
  const finding = adviseKeyId(header['kid'], claims, advice);
  return finding === undefined ? own : [finding, ...own];
}

function adviseKeyId(
  kid: unknown,
  claims: Members,
  advice: ClaimsChecks | undefined,
): Finding | undefined {
  const path = 'header.kid';
  if (kid !== undefined && typeof kid !== 'string') {
    return headerFinding('KID_NOT_STRING', path, { kind: kindOf(kid) });
  }
  if (advice === undefined) return undefined;
  const { token, docs } = advice.vendor;
  const keyId = token?.keyId;
  // If it is in the payload instead, KID_IN_PAYLOAD says so.
  if (keyId === 'required' && !kid && claims['kid'] === undefined) {
    return headerFinding('KID_MISSING', path, { docs });
  }
  if (keyId === 'unused' && kid) return headerFinding('KID_UNUSED', path, { docs });
  return undefined;
}
