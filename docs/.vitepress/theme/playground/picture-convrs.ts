/** What an agent sees at Convrs: the contact, and the Visitor Details card. */
import { convrs } from 'chat-token';
import {
  type ConvrsAgentPanel,
  type ConvrsAgentRow,
  type ConvrsFakeUser,
  createFake,
} from 'chat-token/testing';
import { isRecord } from './contract.ts';
import {
  type Attempt,
  attempt,
  type Cell,
  delay,
  type Picture,
  type PictureNotice,
  type PictureRequest,
  type PictureRow,
  textRow,
  undocumentedCell,
  vendorKey,
} from './picture.ts';

/** Connects with the token, and draws what is documented of what agents see then. */
export async function drawConvrs(request: PictureRequest): Promise<Picture> {
  const whole = await connect(request, request.token);
  if (request.situation !== 'right' && whole.notice !== undefined) {
    return { notices: [whole.notice, ...(await testToken(request))], cards: [] };
  }
  const user = isRecord(request.user) ? request.user : {};
  const { email, phone, name, agentData, ...others } = user;
  const rows = Array.isArray(agentData) ? agentData : [];
  // In one piece where all of it is documented; else each part alone, for what is.
  const panel = whole.value?.panel.value;
  const parts = panel === undefined ? rows : [];
  const contact = (await connect(request, await request.sign(others))).value?.user;
  const details = panel?.visitorDetails.map(rowOf) ?? (await Promise.all(parts.map(drawRow)));
  return {
    notices: [],
    cards: [
      {
        title: 'Contact',
        rows: [
          ...(await drawName()),
          ...(await drawEmail()),
          ...(await drawPhone()),
          ...textRow('Language', contact?.locale),
          ...textRow('CRM record', contact?.crmID),
        ],
      },
      { title: 'Visitor Details', isLocked: true, rows: details },
      ...flowCards(contact),
    ],
  };

  async function draw(part: object): Promise<Attempt<Connected>> {
    return connect(request, await request.sign(part));
  }

  async function drawName(): Promise<PictureRow[]> {
    if (name === undefined) {
      return textRow('Name', 'a random one, made up by Convrs: the token brings none', 'quiet');
    }
    const { value } = await draw({ name });
    if (value === undefined) return [];
    const { panel } = value;
    if (panel.notice !== undefined) {
      const cells: Cell[] = [
        { look: 'bold text', text: String(name) },
        undocumentedCell(panel.notice),
      ];
      return [{ label: 'Name', cells }];
    }
    const { firstName, lastName } = panel.value;
    return [
      ...textRow('First name', firstName, 'bold text'),
      ...textRow('Last name', lastName, 'bold text'),
    ];
  }

  async function drawEmail(): Promise<PictureRow[]> {
    if (email === undefined) return [];
    const { value, notice } = await draw({ email });
    if (notice !== undefined) return [{ label: 'E-mail', cells: [undocumentedCell(notice)] }];
    return value.user?.email === undefined
      ? textRow('E-mail', 'ignored: not a valid address', 'quiet')
      : textRow('E-mail', value.user.email);
  }

  async function drawPhone(): Promise<PictureRow[]> {
    if (phone === undefined) return [];
    const { value, notice } = await draw({ phone });
    if (notice !== undefined) return [{ label: 'Phone', cells: [undocumentedCell(notice)] }];
    return textRow('Phone', value.user?.phone);
  }

  async function drawRow(row: unknown): Promise<PictureRow> {
    const label = isRecord(row) ? String(row['label']) : '';
    const { value, notice } = await draw({ name: 'Jane Doe', agentData: [row] });
    const found = notice ?? value.panel.notice;
    if (found !== undefined) return { label, cells: [undocumentedCell(found)] };
    const shown = value?.panel.value?.visitorDetails.at(0);
    return shown === undefined ? { label, cells: [] } : rowOf(shown);
  }
}

/** The contact after the connection, and its panel. */
interface Connected {
  readonly user: ConvrsFakeUser | undefined;
  readonly panel: Attempt<ConvrsAgentPanel>;
}

async function connect(request: PictureRequest, token: string): Promise<Attempt<Connected>> {
  const fake = openFake(request);
  fake.advance(delay(request));
  const visitor = fake.visitor();
  const { notice } = await attempt(() => visitor.connect(token));
  if (notice !== undefined) return { notice };
  const { user } = visitor;
  return { value: { user, panel: await attempt(() => fake.agentPanel(user?.id ?? '')) } };
}

/** What Convrs' own "Test a JWT Token" box says, where that is documented. */
async function testToken(request: PictureRequest): Promise<PictureNotice[]> {
  const fake = openFake(request);
  fake.advance(delay(request));
  const { value } = await attempt(() => fake.verifyToken(request.token));
  if (value?.valid !== false) return [];
  const message = `“Test a JWT Token” says: ${value.error}`;
  return [{ kind: 'refused', message, answer: '', source: convrs.docs }];
}

function openFake(request: PictureRequest) {
  const { agentLocale, agentTimeZone } = request;
  const { secret } = vendorKey(request);
  return createFake(convrs, { keys: [{ secret }], agentLocale, agentTimeZone });
}

function rowOf({ label, shown, text, color, opensNewTab, href }: ConvrsAgentRow): PictureRow {
  const note = opensNewTab ? `${href}, in a new tab` : undefined;
  const cell: Cell = {
    look: shown,
    text,
    ...(color === undefined ? {} : { color }),
    ...(note === undefined ? {} : { note }),
  };
  return { label, cells: [cell] };
}

/** What chatbot flows can use. */
function flowCards(user: ConvrsFakeUser | undefined) {
  const entries = Object.entries(user?.userData ?? {});
  if (entries.length === 0) return [];
  const rows = entries.flatMap(([key, value]) => textRow(`{{userData.${key}}}`, String(value)));
  return [{ title: 'For flows', rows }];
}
