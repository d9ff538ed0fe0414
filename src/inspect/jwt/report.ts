import { requiredTimes } from '../../formats/jwt/times.ts';
import { MAX_LIFETIME } from '../../utils/limits.ts';
import { formFinding } from '../catalog/form.ts';
import { bySeverity, type CheckedVendor, type Finding, type Members } from '../findings.ts';
import { adviseKeys, decodedKey } from '../keys.ts';
import { adviseMembers, withoutUnread } from '../lint.ts';
import { chooseVendor, isOtherVendor, withoutFollowing } from '../recognition.ts';
import type { ChatTokenReport, InspectContext } from '../report.ts';
import { snapshot } from '../snapshot.ts';
import { unwrap } from '../unwrap.ts';
import { decodeLoosely } from './decode.ts';
import { adviseAlgorithm, adviseHeader } from './header.ts';
import { adviseIssuer } from './issuer.ts';
import { adviseSecretInKeyId, checkDecoded, UNEXPLAINED, unswapKeys } from './signature.ts';
import { type LifetimeRule, readReportTimes } from './times.ts';

/** Inspects a JWT. */
export async function inspectJwt({
  token,
  advices,
  named,
  keys: givenKeys,
  now,
}: InspectContext): Promise<ChatTokenReport> {
  const { text, findings: wrapping } = unwrap(token, givenKeys);
  const decoded = text === undefined ? undefined : decodeLoosely(text);
  const ownKeys = await unswapKeys(givenKeys, decoded);
  const header = decoded?.header;
  const claims = decoded?.claims;
  const form = [...wrapping, ...(decoded?.findings ?? [])];

  const headerMembers = snapshot(header) ?? NO_MEMBERS;
  const members = snapshot(claims);
  const { vendor, advice, other } = chooseVendor(advices, named, headerMembers, members, claims);

  const { secretEncoding, keyIdClaim, maxTokenLength: max = Infinity } = advice?.vendor.token ?? {};
  const keys = ownKeys.map((key) => decodedKey(key, secretEncoding));
  const kid = keyIdClaim === undefined ? header?.['kid'] : members?.[keyIdClaim];
  const kidPath = keyIdClaim ?? 'header.kid';
  if (text !== undefined && text.length > max)
    form.push(formFinding('TOKEN_TOO_LARGE', '', { max }));

  const aboutHeader =
    header === undefined ? [] : adviseHeader(headerMembers, members ?? NO_MEMBERS, advice);
  const aboutClaims =
    advice === undefined || members === undefined
      ? undefined
      : adviseMembers(advice, members, claims, headerMembers);
  const rightMembers = aboutClaims?.members ?? members;
  const rule = lifetimeRule(advice?.vendor);
  const checked =
    decoded &&
    (await checkDecoded(decoded, {
      alg: header?.['alg'],
      kid,
      kidPath,
      keys,
      undecoded: ownKeys.filter((key) => !keys.includes(key)),
      encoding: secretEncoding?.name,
      now,
      vendorName: vendor?.name,
    }));
  const aboutSignature = checked?.findings ?? [];
  const issuer =
    members === undefined
      ? []
      : adviseIssuer(headerMembers, members, advice?.vendor, aboutClaims?.isRejected);
  const allTimes = rightMembers ? readReportTimes(rightMembers, now, rule).findings : [];
  const aboutTimes =
    members && aboutClaims?.isRejected === false ? withoutUnread(allTimes, members) : allTimes;
  const dropFollowing = (findings: readonly Finding[]): readonly Finding[] =>
    isOtherVendor(other) && advice && members
      ? withoutFollowing(findings, advice.vendor, members)
      : findings;
  // Everything else in a token of another kind follows from that, and another program may have signed it.
  const inside =
    issuer.length > 0
      ? [...issuer, ...aboutSignature.filter(({ code }) => !UNEXPLAINED.has(code))]
      : [
          ...adviseAlgorithm(header),
          ...(aboutClaims?.product ?? []),
          ...other,
          ...(aboutClaims?.misplaced ?? []),
          ...dropFollowing(aboutHeader),
          ...dropFollowing(aboutClaims?.own ?? []),
          ...dropFollowing(aboutTimes),
          ...aboutSignature,
          ...dropFollowing(aboutClaims?.contract ?? []),
        ];
  const findings = bySeverity([
    ...adviseSecretInKeyId(kid, kidPath, ownKeys),
    ...form,
    ...inside,
    ...adviseKeys(ownKeys, givenKeys, secretEncoding),
  ]);
  const isHash = form.some(({ code }) => code === 'TOKEN_IS_HASH');
  return {
    kind: isHash ? 'hash' : 'jwt',
    ok: !findings.some(({ severity }) => severity === 'error'),
    header: header === undefined ? null : { ...header },
    claims: claims === undefined ? null : { ...claims },
    times: members ? readReportTimes(members, now, rule).times : {},
    vendor: issuer.length > 0 && named === undefined ? null : vendor,
    signature: checked?.signature ?? 'unchecked',
    findings,
  };
}

const NO_MEMBERS: Members = /* @__PURE__ */ Object.create(null);

function lifetimeRule(vendor: CheckedVendor | undefined): LifetimeRule {
  const { expiry } = vendor?.token ?? {};
  const { claim, max = MAX_LIFETIME } = expiry ?? {};
  return {
    claim: claim === 'iat' ? claim : 'exp',
    max: max < MAX_LIFETIME ? max : undefined,
    required: requiredTimes(expiry),
    docs: vendor?.docs ?? '',
  };
}
