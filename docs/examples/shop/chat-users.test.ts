/** What the vendors are told of a customer: no clock, no key, no request. */
import { convrs, zendesk } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { convrsUser, zendeskUser } from './chat-users.ts';
import { CUSTOMERS } from './customers.ts';

describe.each(CUSTOMERS)('$firstName', (customer) => {
  test('is a user whom Zendesk takes', () => {
    const { scope, external_id } = zendesk.claims(zendeskUser(customer));
    expect(scope).toBe('user');
    expect(external_id).toBe(`customer-${customer.id}`);
  });

  test('is a user whom Convrs takes', () => {
    expect(convrs.claims(convrsUser(customer)).userId).toBe(`customer-${customer.id}`);
  });

  test('has the same id at both: the chat history follows it', () => {
    expect(convrsUser(customer).userId).toBe(zendeskUser(customer).external_id);
  });
});
