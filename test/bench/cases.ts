import { checkSigner, checkVerifier } from './check.ts';
import { measure, type Ready } from './measure.ts';
import {
  type Absent,
  type CaseReport,
  type Contestant,
  nameOf,
  type Operation,
  type Order,
  type Size,
} from './report.ts';
import { type Entry, type Scene, setScene } from './scene.ts';
import { SIGNERS } from './signers.ts';
import { VERIFIERS } from './verifiers.ts';

/** What is compared, each with one call at a time and with many in flight. */
const CASES: readonly { readonly operation: Operation; readonly size: Size }[] = [
  { operation: 'sign', size: 'small' },
  { operation: 'sign', size: 'large' },
  { operation: 'verify', size: 'small' },
  { operation: 'verify', size: 'large' },
];

/** Runs all cases, with as many calls in flight as is ordered. */
export async function runCases(order: Order): Promise<CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const { operation, size } of CASES) {
    const scene = await setScene(size);
    const line = await (operation === 'sign' ? lineUpSigners(scene) : lineUpVerifiers(scene));
    reports.push({
      operation,
      size,
      inFlight: order.inFlight,
      measured: await measure(line.ready, order),
      absent: line.absent,
      withoutKeyId: line.withoutKeyId,
    });
  }
  return reports;
}

/** Who has shown that it does the work, and who has not. */
interface LineUp {
  readonly ready: Ready[];
  readonly absent: Absent[];
  readonly withoutKeyId: string[];
}

function lineUpSigners(scene: Scene): Promise<LineUp> {
  return lineUp(SIGNERS, async (signer, line) => {
    const sign = await signer.prepare(scene);
    const namesKey = await checkSigner(signer, sign, scene);
    if (!namesKey) line.withoutKeyId.push(nameOf(signer));
    return sign;
  });
}

function lineUpVerifiers(scene: Scene): Promise<LineUp> {
  return lineUp(VERIFIERS, async (verifier) => {
    const verify = await verifier.prepare(scene);
    await checkVerifier(verify, scene);
    return () => verify(scene.token);
  });
}

async function lineUp<Call>(
  entries: readonly Entry<Call>[],
  readyCall: (entry: Entry<Call>, line: LineUp) => Promise<() => unknown>,
): Promise<LineUp> {
  const line: LineUp = { ready: [], absent: [], withoutKeyId: [] };
  for (const entry of entries) {
    const contestant = contestantOf(entry);
    try {
      line.ready.push({ contestant, call: await readyCall(entry, line) });
    } catch (error) {
      line.absent.push({ ...contestant, reason: firstWords(error) });
    }
  }
  return line;
}

function contestantOf({ library, call, keyForm, kind, isWebCrypto }: Contestant): Contestant {
  return { library, call, keyForm, kind, isWebCrypto };
}

/** Enough of an error to know it by, without the machine's paths. */
function firstWords(error: unknown): string {
  const [line = ''] = String(error).split('\n');
  return line.replaceAll(/(?:file:\/\/)?(?:\/[\w.@+-]+){2,}/g, '…').slice(0, 100);
}
