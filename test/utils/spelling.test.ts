import { khoros } from 'chat-token';
import { expect, test } from 'vitest';
import { faults } from '../support/support.ts';

test.each([
  ['givneName', 'givenName'],
  ['GIVENNAME', 'givenName'],
  ['given_name', 'givenName'],
  ['given-name', 'givenName'],
  ['giveName', 'givenName'],
  ['userID', 'userId'],
  ['uxrId', 'userId'],
  [`userId${'_'.repeat(34)}`, 'userId'],
  ['user', undefined],
  ['undefined', undefined],
  ['userIdddd', undefined],
  [`userId${'_'.repeat(35)}`, undefined],
  ['userIduserId', undefined],
  ['name', undefined],
  ['us', undefined],
])('%s: did you mean %s?', async (key, meant) => {
  const [message] = await faults(() => khoros.claims({ userId: 'u', [key]: 'x' }));
  const guess = meant === undefined ? '' : `; did you mean "${meant}"?`;
  expect(message?.replace(/^.*: /, '')).toBe(`is not known${guess}`);
});
