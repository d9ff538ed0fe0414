/** What is known of what an agent sees at Khoros. */
import { khoros } from 'chat-token';
import { createFake } from 'chat-token/testing';
import { getAt } from './paths.ts';
import {
  attempt,
  delay,
  onlyNotice,
  type Picture,
  type PictureRequest,
  textRow,
  undocumentedCell,
  vendorKey,
} from './picture.ts';

/** Logs the user in, and lets them write. */
export async function drawKhoros(request: PictureRequest): Promise<Picture> {
  const fake = createFake(khoros, { keys: [vendorKey(request)] });
  const visitor = fake.visitor();
  const userId = String(getAt(request.user, ['userId']));
  fake.advance(delay(request));
  const { notice } = await attempt(async () => {
    await visitor.login(userId, request.token);
    await visitor.say('Where is my parcel?');
  });
  if (notice !== undefined) return onlyNotice(notice);
  const { notice: unknownName } = await attempt(() => fake.nameOf(userId));
  const message = visitor.conversation?.messages.at(0)?.text;
  return {
    notices: [],
    cards: [
      {
        title: 'Conversation',
        rows: [
          {
            label: 'Name',
            cells: unknownName === undefined ? [] : [undocumentedCell(unknownName)],
          },
          ...textRow('userId', visitor.userId, 'bold text'),
          ...textRow('First message', message),
        ],
      },
    ],
  };
}
