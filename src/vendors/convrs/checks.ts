import {
  type Finding,
  type FindingTable,
  finder,
  type Members,
  type Recognition,
  type VendorChecks,
} from '../../inspect/findings.ts';
import { adviseEmailAsId, adviseId, adviseSharedId, isEmail } from '../../inspect/ids.ts';
import { contractIssues } from '../../inspect/lint.ts';
import { adviseSensitive } from '../../inspect/sensitive.ts';
import { isMembers } from '../../inspect/snapshot.ts';
import { convrs } from './index.ts';

const { docs } = convrs;

const FINDINGS = {
  USER_ID_RECOMMENDED: [
    'warning',
    'There is no userId, so a visitor who returns without cookies counts as new',
    'Sign a stable id of the user as userId.',
    docs,
  ],
  CRM_ID_SPELLING: [
    'error',
    'Convrs does not know this spelling of crmID, which ends with a capital ID',
    'Rename the claim to crmID.',
    docs,
  ],
  EMAIL_INVALID: [
    'warning',
    'This is not an e-mail address, so Convrs silently ignores it',
    'Sign a single address without a name, or leave email out.',
    docs,
  ],
  PHONE_FORMAT: [
    'warning',
    'The phone number is not in international format; what Convrs does with it is not documented',
    'Write it as +447700900123: plus sign, country code and number, with nothing in between.',
    docs,
  ],
  LOCALE_FORMAT: [
    'warning',
    'This is not a language code as Convrs shows it; what Convrs does with it is not documented',
    'Write it as en-GB, with a hyphen instead of an underscore.',
    docs,
  ],
  AGENT_DATA_MISMATCH: [
    'error',
    '{problem}: the row will not show what it should',
    'Give each row the value and the extra field of its type. A row without a type has a string.',
    docs,
  ],
  AGENT_DATA_CURRENCY: [
    'info',
    'The row has no currency; which one Convrs then shows is not documented',
    'Add it, for example currency: "USD".',
    docs,
  ],
} satisfies FindingTable;

const find = /* @__PURE__ */ finder(FINDINGS);

/** What Convrs silently ignores. */
export const convrsChecks: VendorChecks = {
  vendor: convrs,
  findings: FINDINGS,
  recognize,
  advise,
};

function recognize(_header: Members, claims: Members): Recognition | undefined {
  const own = ['crmID', 'userData', 'agentData'].find((name) => claims[name] !== undefined);
  if (own !== undefined) return { certainty: 'likely', why: `it has ${own}` };
  if (misspelledCrmIds(claims).length > 0) {
    return { certainty: 'likely', why: 'it has a misspelled crmID' };
  }
  if (claims['userId'] === undefined || claims['scope'] !== undefined) return undefined;
  // Featurebase has it too: then the token does not show which of the two it is for.
  return { certainty: 'weak', why: 'it has userId, but no scope' };
}

/** Returns names such as `crmId`, `crm_id` and `CRMID`, which Convrs does not know. */
function misspelledCrmIds(claims: Members): readonly string[] {
  return Object.keys(claims).filter((name) => /^crm[_-]?id$/i.test(name) && name !== 'crmID');
}

function advise(claims: Members): readonly Finding[] {
  const { userId, userData, agentData } = claims;
  const who = 'anyone who uses the browser can read the payload';
  return [
    ...adviseId(docs, 'userId', userId),
    ...adviseSharedId(docs, 'userId', userId),
    ...adviseId(docs, 'crmID', claims['crmID']),
    ...adviseSensitive(docs, 'userData', userData, who),
    ...adviseSensitive(docs, 'agentData', agentData, who),
    ...adviseEmailAsId(docs, 'userId', userId),
    ...(userId === undefined ? [find('USER_ID_RECOMMENDED', 'userId')] : []),
    ...misspelledCrmIds(claims).map((name) => find('CRM_ID_SPELLING', name)),
    ...adviseFormats(claims),
    ...adviseRows(agentData),
  ];
}

function adviseFormats({ email, phone, locale }: Members): readonly Finding[] {
  const findings: Finding[] = [];
  if (typeof email === 'string' && !isEmail(email)) findings.push(find('EMAIL_INVALID', 'email'));
  if (typeof phone === 'string' && !/^\+[1-9]\d{5,14}$/.test(phone)) {
    findings.push(find('PHONE_FORMAT', 'phone'));
  }
  if (typeof locale === 'string' && !/^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(locale)) {
    findings.push(find('LOCALE_FORMAT', 'locale'));
  }
  return findings;
}

/** More findings about rows would not help. */
const MAX_ROWS = 50;

function adviseRows(agentData: unknown): readonly Finding[] {
  if (!Array.isArray(agentData)) return [];
  const rows: readonly unknown[] = agentData;
  // The contract knows which value and which extra field each type has.
  const broken = contractIssues(convrs, { agentData: rows }).map(({ path, message }) =>
    find('AGENT_DATA_MISMATCH', path, { problem: `${path} ${message}` }),
  );
  const currencies = rows.slice(0, MAX_ROWS).flatMap((row, index) => {
    if (!isMembers(row) || row['type'] !== 'currency' || row['currency'] !== undefined) return [];
    return [find('AGENT_DATA_CURRENCY', `agentData[${index}].currency`)];
  });
  return [...broken, ...currencies];
}
