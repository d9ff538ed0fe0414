import { keyIdProblem } from '../../keys/key-id.ts';
import { copyOwn, kindOf } from '../../utils/objects.ts';
import { headerFinding } from '../catalog/header.ts';
import type { ClaimsChecks, Finding, Members } from '../findings.ts';
import { repair } from '../mistakes/changes.ts';

/** Checks the algorithm and extensions: they decide before any claim is read. */
export function adviseAlgorithm(header: Members | undefined): readonly Finding[] {
  if (header === undefined) return [];
  const { alg, crit, typ } = header;
  const findings: Finding[] = [];
  if (typeof alg === 'string' && alg.trim().toLowerCase() === 'none') {
    findings.push(headerFinding('ALG_NONE', 'header.alg'));
  } else if (alg !== 'HS256') {
    findings.push(headerFinding('ALG_UNSUPPORTED', 'header.alg'));
  }
  if (crit !== undefined) findings.push(headerFinding('CRIT_UNSUPPORTED', 'header.crit'));
  if (typ !== undefined && typeof typ !== 'string') {
    findings.push(headerFinding('TYP_NOT_STRING', 'header.typ', { kind: kindOf(typ) }));
  }
  return findings;
}

/** Checks the key id, and lets the vendor check its header. */
export function adviseHeader(
  header: Members,
  claims: Members,
  advice: ClaimsChecks | undefined,
): readonly Finding[] {
  const { keyIdClaim } = advice?.vendor.token ?? {};
  const finding =
    keyIdClaim === undefined
      ? adviseKeyId(header['kid'], claims, advice)
      : adviseKeyIdClaim(keyIdClaim, header['kid'], claims, advice);
  if (finding === undefined) return advice?.adviseHeader?.(header) ?? [];
  // What the vendor says about the form of a kid would follow from the damage.
  const own = advice?.adviseHeader?.(finding.code === 'KID_DAMAGED' ? repaired(header) : header);
  return [finding, ...(own ?? [])];
}

/** Checks the key id of a vendor that reads it from a claim. */
function adviseKeyIdClaim(
  claim: string,
  kid: unknown,
  claims: Members,
  advice: ClaimsChecks | undefined,
): Finding | undefined {
  const { docs = '', token } = advice?.vendor ?? {};
  const keyId = claims[claim];
  if ((keyId === undefined || keyId === '') && token?.keyId === 'required') {
    return headerFinding('KEY_ID_CLAIM_MISSING', claim, { claim, docs });
  }
  if (keyId !== undefined && typeof keyId !== 'string') {
    return headerFinding('KID_NOT_STRING', claim, { kind: kindOf(keyId) });
  }
  const problem = keyId === undefined ? undefined : keyIdProblem(keyId);
  if (problem !== undefined) return headerFinding('KID_DAMAGED', claim, { problem });
  return kid === undefined
    ? undefined
    : headerFinding('KID_IN_HEADER', 'header.kid', { claim, docs });
}

function repaired(header: Members): Members {
  const { text } = repair(String(header['kid']));
  // A placeholder says nothing about the key.
  return copyOwn({ ...header, kid: keyIdProblem(text) === undefined ? text : undefined });
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
  const { docs = '', token } = advice?.vendor ?? {};
  // If it is in the payload instead, KID_IN_PAYLOAD says so.
  if (token?.keyId === 'required' && !kid) {
    return claims['kid'] === undefined ? headerFinding('KID_MISSING', path, { docs }) : undefined;
  }
  if (kid === undefined) return undefined;
  if (token?.keyId === 'unused') return headerFinding('KID_UNUSED', path, { docs });
  const problem = keyIdProblem(kid);
  return problem === undefined ? undefined : headerFinding('KID_DAMAGED', path, { problem });
}
