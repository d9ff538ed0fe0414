import { isBare, median, speedRatio } from './ratios.ts';
import {
  type CaseReport,
  type InFlight,
  type Measured,
  nodeMajor,
  type Operation,
  type Report,
  type Size,
  slugOf,
  titleOf,
} from './report.ts';
import { type Column, rateText, ratioText, table, timeText } from './text.ts';

/** What is prepared once and called often, which is what speed is asked of. */
const OURS: Readonly<Record<Operation, string>> = {
  sign: 'createChatTokenSigner',
  verify: 'createChatTokenVerifier',
};

/** Who is faster on the first runtime, and the reasons. */
export function slowerSection(main: Report, reports: readonly Report[]): string {
  return [
    `What is faster than \`${OURS.sign}\` or \`${OURS.verify}\` on ${main.runtime}:`,
    fasterTable(main),
    reasons(main, reports)
      .map((reason) => `- ${reason}`)
      .join('\n'),
  ].join('\n\n');
}

const COLUMNS: readonly Column[] = [
  ['case', 'text'],
  ['library', 'text'],
  ['call', 'text'],
  ['key', 'text'],
  ['times as fast', 'figure'],
  ['because it', 'text'],
];

function fasterTable({ cases }: Report): string {
  const rows = cases.flatMap((entry) =>
    entry.measured.flatMap((contestant) => {
      const times = timesOurs(entry, contestant);
      if (contestant.kind === 'ours' || times === undefined) return [];
      // What is written as 1.00 is not faster.
      if (Number(ratioText(times)) <= 1) return [];
      const { library, call, keyForm } = contestant;
      return [[titleOf(entry), library, call, keyForm, ratioText(times), because(contestant)]];
    }),
  );
  return rows.length === 0 ? 'Nothing.' : table(COLUMNS, rows);
}

function because({ kind, isWebCrypto }: Measured): string {
  if (kind === 'bare') return 'does nothing else: no claims, no JSON, no encoding';
  if (!isWebCrypto) return 'blocks the thread, and waits for none';
  return kind === 'by hand' ? 'checks next to nothing' : 'knows no contract to check';
}

/** How many times as fast as ours, if both ran. */
function timesOurs({ operation, measured }: CaseReport, other: Measured): number | undefined {
  const ours = measured.find(({ kind, call }) => kind === 'ours' && call === OURS[operation]);
  return ours === undefined ? undefined : speedRatio(other, ours).median;
}

function reasons(main: Report, reports: readonly Report[]): string[] {
  return [blockingReason(main), sizeReason(main), secretReason(main), keyReason(reports)].filter(
    (reason) => reason !== undefined,
  );
}

function blockingReason(main: Report): string {
  const measured = caseOf(main, 'sign', 'small', 1)?.measured ?? [];
  const time = (isMeant: (contestant: Measured) => boolean) => {
    const p50 = measured.find(isMeant)?.p50;
    return p50 === undefined ? 'an unknown number of' : timeText(p50);
  };
  const sentences = (['sign', 'verify'] as const).map((operation) => {
    const does = operation === 'sign' ? 'signs' : 'verifies';
    const lone = timesOf(main, operation, 1);
    const many = timesOf(main, operation, 64);
    return `It ${does} the small payload ${lone} times as fast as \`${OURS[operation]}\` one at a time, and ${many} times with 64 in flight.`;
  });
  return `**A synchronous call of \`node:crypto\`** runs where it is called. WebCrypto on Node.js hands each HMAC to a thread of its pool and waits for the answer, though with many in flight others are made meanwhile: \`crypto.subtle.sign\` alone takes ${time(isBare)} µs for the small payload, and fast-jwt ${time(isFastJwt)} µs for the whole token. ${sentences.join(' ')} While such a call runs, nothing else does; and it needs \`node:crypto\`, which browsers and some edge runtimes do not have.`;
}

function isFastJwt({ library }: Measured): boolean {
  return library === 'fast-jwt';
}

function timesOf(main: Report, operation: Operation, inFlight: InFlight): string {
  const entry = caseOf(main, operation, 'small', inFlight);
  const fastJwt = entry?.measured.find(isFastJwt);
  const times = entry && fastJwt && timesOurs(entry, fastJwt);
  return times === undefined ? 'an unknown number of' : ratioText(times);
}

/** What grows with the claims. */
function sizeReason(main: Report): string | undefined {
  const times = (isMeant: (contestant: Measured) => boolean) => {
    const [small, large] = (['small', 'large'] as const).map(
      (size) => caseOf(main, 'sign', size, 1)?.measured.find(isMeant)?.p50,
    );
    if (small === undefined || large === undefined) return undefined;
    return `takes ${timeText(small)} µs for the small payload and ${timeText(large)} µs, or ${ratioText(large / small)} times that, for the large one`;
  };
  const bare = times(isBare);
  const ours = times(({ call }) => call === OURS.sign);
  if (bare === undefined || ours === undefined) return undefined;
  return `**The size of the claims** weighs on what is done around WebCrypto's call. \`crypto.subtle.sign\` alone ${bare}; \`${OURS.sign}\` ${ours}.`;
}

/** What it costs to be called with all options each time. */
function secretReason(main: Report): string | undefined {
  const entry = caseOf(main, 'sign', 'small', 1);
  const once = entry?.measured.find(({ call }) => call === 'signChatToken');
  const times = entry && once && timesOurs(entry, once);
  if (times === undefined) return undefined;
  return `**\`signChatToken\` is ${ratioText(times)} times as fast as \`${OURS.sign}\`** for the small payload, one at a time: it reads vendor, options and secret each time. The imported key and the header are remembered.`;
}

/** jsonwebtoken's figures move with the runtime and the key more than any other's. */
function keyReason(reports: readonly Report[]): string | undefined {
  const rates = reports.flatMap((report) => {
    if (nodeMajor(report) === undefined) return [];
    const measured = caseOf(report, 'sign', 'small', 1)?.measured ?? [];
    const rate = (keyForm: string) =>
      measured.find((one) => one.library === 'jsonwebtoken' && one.keyForm === keyForm)?.rounds;
    const [text, object] = [rate('string'), rate('KeyObject')];
    if (text === undefined || object === undefined) return [];
    return [`${rateOf(text)} on ${report.runtime} (${rateOf(object)} with a KeyObject)`];
  });
  if (rates.length === 0) return undefined;
  return `**jsonwebtoken with a string** first tries to read it as a private or public key, and how dear that failure is depends on the OpenSSL in Node.js. Small tokens a second, signed one at a time: ${rates.join(', ')}. A claim about it has to name the version and the form of the key.`;
}

function rateOf(rounds: readonly number[]): string {
  return rateText(median(rounds));
}

function caseOf(
  report: Report,
  operation: Operation,
  size: Size,
  inFlight: InFlight,
): CaseReport | undefined {
  const slug = slugOf({ operation, size, inFlight });
  return report.cases.find((entry) => slugOf(entry) === slug);
}
