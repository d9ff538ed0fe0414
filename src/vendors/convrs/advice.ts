import {
  type Finding,
  findingsOf,
  type Members,
  type VendorAdvice,
} from '../../inspect/findings.ts';
import { adviseEmailAsId, adviseId, isEmail } from '../../inspect/ids.ts';
import { contractIssues } from '../../inspect/lint.ts';
import { adviseSensitive } from '../../inspect/sensitive.ts';
import { isMembers } from '../../inspect/snapshot.ts';
import { bare } from '../../utils/objects.ts';
import { convrs } from './contract.ts';

const found = /* @__PURE__ */ findingsOf(convrs.docs);

/** What Convrs ignores without a word. */
export const convrsAdvice: VendorAdvice = /* @__PURE__ */ bare({
  vendor: convrs,
  recognize,
  advise,
  inPlaceOfContract: ['CRM_ID_SPELLING', 'AGENT_DATA_MISMATCH'],
});

function recognize(_header: Members, claims: Members): string | undefined {
  const own = ['crmID', 'userData', 'agentData'].find((name) => claims[name] !== undefined);
  if (own !== undefined) return `it has ${own}`;
  if (misspeltCrmIds(claims).length > 0) return 'it has a misspelt crmID';
  if (claims['userId'] === undefined || claims['scope'] !== undefined) return undefined;
  return 'it has userId, and no scope';
}

/** `crmId`, `crm_id`, `CRMID`: the same to a person, and other names to Convrs. */
function misspeltCrmIds(claims: Members): readonly string[] {
  return Object.keys(claims).filter((name) => /^crm[_-]?id$/i.test(name) && name !== 'crmID');
}

function advise(claims: Members): readonly Finding[] {
  const { userId, userData, agentData } = claims;
  const all = 'anyone with the browser can read the payload';
  return [
    ...adviseId(found, 'userId', userId),
    ...adviseId(found, 'crmID', claims['crmID']),
    ...adviseSensitive(found, 'userData', userData, all),
    ...adviseSensitive(found, 'agentData', agentData, all),
    ...adviseEmailAsId(found, 'userId', userId),
    ...(userId === undefined
      ? [
          found(
            'warning',
            'USER_ID_RECOMMENDED',
            'userId',
            'There is no userId, so a visitor who comes back without cookies is a new one',
            'Sign a stable id of the user as userId.',
          ),
        ]
      : []),
    ...adviseCrmId(claims),
    ...adviseFormats(claims),
    ...adviseRows(agentData),
  ];
}

function adviseCrmId(claims: Members): readonly Finding[] {
  return misspeltCrmIds(claims).map((name) =>
    found(
      'warning',
      'CRM_ID_SPELLING',
      name,
      'The claim is spelt crmID, with a capital ID: this one is not known',
      'Sign it as crmID.',
    ),
  );
}

function adviseFormats({ email, phone, locale }: Members): readonly Finding[] {
  const findings: Finding[] = [];
  if (typeof email === 'string' && !isEmail(email)) {
    findings.push(
      found(
        'warning',
        'EMAIL_INVALID',
        'email',
        'This is no e-mail address, which Convrs ignores without a word',
        'Sign one address alone, without a name, or leave email out.',
      ),
    );
  }
  if (typeof phone === 'string' && !/^\+[1-9]\d{5,14}$/.test(phone)) {
    findings.push(
      found(
        'warning',
        'PHONE_FORMAT',
        'phone',
        'The phone number is not in international form; what Convrs does with it is not documented',
        'Write it as +447700900123: plus sign, country, number, and nothing between.',
      ),
    );
  }
  if (typeof locale === 'string' && !/^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(locale)) {
    findings.push(
      found(
        'warning',
        'LOCALE_FORMAT',
        'locale',
        'This is no language code as Convrs shows it; what it does with another is not documented',
        'Write it as en-GB: with a hyphen, not an underscore.',
      ),
    );
  }
  return findings;
}

/** More rows of one kind say nothing more. */
const MOST_ROWS = 50;

function adviseRows(agentData: unknown): readonly Finding[] {
  if (!Array.isArray(agentData)) return [];
  const rows: readonly unknown[] = agentData;
  // The contract knows which value and which extra field each type takes.
  const broken = contractIssues(convrs, { agentData: rows }).map(({ path, message }) =>
    found(
      'warning',
      'AGENT_DATA_MISMATCH',
      path,
      `${path} ${message}: the row does not show what it should`,
      'Give each row the value, and the extra field, of its type; without a type, a text.',
    ),
  );
  const currencies = rows.slice(0, MOST_ROWS).flatMap((row, index) => {
    if (!isMembers(row) || row['type'] !== 'currency' || row['currency'] !== undefined) return [];
    const path = `agentData[${index}].currency`;
    const message = 'The row names no currency; which one Convrs then shows is not documented';
    return [found('info', 'AGENT_DATA_CURRENCY', path, message, 'Name it: currency: "USD".')];
  });
  return [...broken, ...currencies];
}
