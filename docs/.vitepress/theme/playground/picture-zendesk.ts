/** What an agent sees at Zendesk: the name, the verified tick and the external id. */
import { zendesk } from 'chat-token';
import { createFake } from 'chat-token/testing';
import { getAt } from './paths.ts';
import {
  attempt,
  type Cell,
  delay,
  onlyNotice,
  type Picture,
  type PictureRequest,
  SITUATIONS,
  type Situation,
  textRow,
  vendorKey,
} from './picture.ts';

/** What else may be so at Zendesk. */
export const ZENDESK_SITUATIONS: readonly Situation[] = [
  ...SITUATIONS,
  { id: 'conflict', label: 'Another external_id has the verified address' },
];

/** Logs the user in, and lets them write a message, which makes a ticket. */
export async function drawZendesk(request: PictureRequest): Promise<Picture> {
  const fake = createFake(zendesk, { keys: [vendorKey(request)] });
  const email = getAt(request.user, ['email']);
  if (request.situation === 'conflict' && typeof email === 'string') {
    fake.addUser({ external_id: `${String(getAt(request.user, ['external_id']))}_2`, email });
  }
  fake.advance(delay(request));
  const visitor = fake.visitor();
  const { notice } = await attempt(async () => {
    await visitor.login(request.token);
    await visitor.say('Where is my parcel?');
  });
  if (notice !== undefined) return onlyNotice(notice);
  const ticket = fake.tickets.at(-1);
  const user = fake.users.find(({ id }) => id === ticket?.requester);
  const address: Cell[] =
    user?.email !== undefined
      ? [
          { look: 'text', text: user.email },
          { look: 'tick', text: 'verified' },
        ]
      : email === undefined
        ? [{ look: 'quiet', text: 'none in the token' }]
        : [{ look: 'quiet', text: 'no identity: email_verified is not true' }];
  return {
    notices: [],
    cards: [
      {
        title: 'Customer',
        rows: [
          {
            label: 'Name',
            cells: [
              user?.name === undefined
                ? { look: 'quiet', text: 'none in the token' }
                : { look: 'bold text', text: user.name },
              { look: 'tick', text: 'authenticated' },
            ],
          },
          ...textRow('External ID', user?.external_id),
          { label: 'E-mail', cells: address },
        ],
      },
      {
        title: 'Ticket',
        rows: [
          ...textRow('Status', ticket?.status),
          ...textRow('First message', visitor.conversation?.messages.at(0)?.text),
        ],
      },
    ],
  };
}
