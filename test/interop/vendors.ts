/** What the vendors' JWTs contain. */
import { convrs, deskpro, intercom, khoros, zendesk } from 'chat-token';
import { KEY_ID } from '../support/support.ts';
import { forAnyUser, type TestVendor } from '../support/vendors.ts';
import { idWith } from './values.ts';

/** A vendor, with a user who has a text wherever the vendor takes one. */
export interface InteropVendor {
  readonly vendor: TestVendor;
  readonly kid: string | undefined;
  readonly constants: object;
  readonly user: (text: string) => object;
}

export const VENDORS: readonly InteropVendor[] = [
  {
    vendor: forAnyUser(khoros),
    kid: KEY_ID,
    constants: { scope: 'appUser' },
    user: (text) => ({ userId: idWith(text), platform: 'ios', givenName: text }),
  },
  {
    vendor: forAnyUser(convrs),
    kid: undefined,
    constants: {},
    user: (text) => ({
      userId: idWith(text),
      name: text,
      crmID: '42',
      userData: {
        [text]: text,
        größe: 1.5,
        small: 5e-324,
        large: 1e300,
        // Perl writes no more than 15 digits.
        digits: 123456.789012345,
        whole: 2 ** 53 - 1,
        yes: true,
        no: false,
        empty: '',
      },
      agentData: [
        { label: text, value: text },
        { label: '残高', value: -1250.75, type: 'currency', currency: 'EUR' },
        { label: '✓', value: false, type: 'boolean' },
      ],
    }),
  },
  {
    vendor: forAnyUser(zendesk),
    kid: KEY_ID,
    constants: { scope: 'user' },
    user: (text) => ({
      external_id: 'клиент-42',
      name: text,
      email: 'jane@example.com',
      email_verified: true,
    }),
  },
  {
    vendor: forAnyUser(deskpro),
    kid: undefined,
    constants: {},
    user: (text) => ({
      deskpro_id: '42',
      name: text,
      usergroup_ids: ['3', '4'],
      fields: { [text]: text, größe: [text, ''], none: [] },
      labels: [text, 'ключ'],
    }),
  },
  {
    vendor: forAnyUser(intercom),
    kid: undefined,
    constants: {},
    user: (text) => ({
      user_id: '42',
      name: text,
      // A custom attribute.
      größe: text,
      seats: 1.5,
      trial: false,
    }),
  },
];
