/** What an agent sees at Deskpro: whether the user is confirmed, and what the token brought. */
import { deskpro } from 'chat-token';
import { createFake, type DeskproFake, type DeskproFakeUser } from 'chat-token/testing';
import { getAt } from './paths.ts';
import {
  attempt,
  delay,
  onlyNotice,
  type Picture,
  type PictureRequest,
  type PictureRow,
  SITUATIONS,
  type Situation,
  vendorKey,
} from './picture.ts';

/** What else may be so at Deskpro. */
export const DESKPRO_SITUATIONS: readonly Situation[] = [
  ...SITUATIONS,
  { id: 'known', label: 'Deskpro has this user already' },
  { id: 'two', label: 'deskpro_id and email are of two users' },
  { id: 'no token', label: 'The page hands no token over' },
];

/** Starts Messenger with the token. */
export async function drawDeskpro(request: PictureRequest): Promise<Picture> {
  const { secret } = vendorKey(request);
  const fake = createFake(deskpro, { keys: [{ secret }] });
  addUsers(fake, request);
  fake.advance(delay(request));
  const visitor = fake.visitor();
  const token = request.situation === 'no token' ? [] : [request.token];
  const { notice } = await attempt(() => visitor.start(...token));
  if (notice !== undefined) return onlyNotice(notice);
  const isConfirmed = visitor.label === 'confirmed';
  const rows: PictureRow[] = [
    {
      label: 'User',
      cells: [
        isConfirmed
          ? { look: 'badge', text: 'confirmed', color: 'green' }
          : { look: 'badge', text: 'unconfirmed', color: 'grey' },
      ],
    },
    ...(visitor.user === undefined ? [] : memberRows(visitor.user)),
    {
      label: 'usergroup_ids',
      cells: visitor.usergroup_ids.map((id) => {
        const note = GROUPS[id];
        return { look: 'text', text: id, ...(note === undefined ? {} : { note }) };
      }),
    },
  ];
  return { notices: [], cards: [{ title: 'Messenger user', rows }] };
}

const GROUPS: Readonly<Record<string, string>> = { 1: 'everyone', 2: 'every user with a token' };

/** Deskpro's users from before. */
function addUsers(fake: DeskproFake, { user, situation }: PictureRequest): void {
  const deskpro_id = textAt(user, 'deskpro_id');
  const email = textAt(user, 'email');
  if (situation === 'known' && (deskpro_id ?? email) !== undefined) {
    fake.addUser({ deskpro_id, email });
  }
  if (situation !== 'two') return;
  if (deskpro_id !== undefined) fake.addUser({ deskpro_id });
  if (email !== undefined) fake.addUser({ email });
}

function textAt(user: unknown, name: string): string | undefined {
  const text = getAt(user, [name]);
  return typeof text === 'string' ? text : undefined;
}

/** What Deskpro has of the user, in its own names. */
function memberRows({ usergroup_ids: _, fields = {}, ...members }: DeskproFakeUser): PictureRow[] {
  const texts = [...Object.entries(members), ...Object.entries(fields)];
  return texts.flatMap(([name, value]) => {
    const all = value === undefined ? [] : [value].flat();
    return all.length === 0
      ? []
      : [{ label: name, cells: all.map((text) => ({ look: 'text' as const, text })) }];
  });
}
