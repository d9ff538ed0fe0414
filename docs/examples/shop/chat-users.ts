/** From the shop's records to what each vendor calls a user. */
import type { ConvrsUser, ZendeskUser } from 'chat-token';
import type { Customer } from './customers.ts';

/** Zendesk: an address that nobody has confirmed must not identify anybody. */
export function zendeskUser(customer: Customer): ZendeskUser {
  return {
    external_id: `customer-${customer.id}`,
    name: `${customer.firstName} ${customer.lastName}`,
    ...(customer.hasConfirmedEmail ? { email: customer.email, email_verified: true } : {}),
  };
}

/** Convrs: the plan is for the chatbot's flows, the rest for the agent's eyes. */
export function convrsUser(customer: Customer): ConvrsUser {
  return {
    userId: `customer-${customer.id}`,
    email: customer.email,
    name: `${customer.firstName} ${customer.lastName}`,
    userData: { plan: customer.plan },
    agentData: [
      { label: 'Customer since', value: customer.since.toISOString().slice(0, 10), type: 'date' },
      { label: 'Balance', value: customer.balance / 100, type: 'currency', currency: 'EUR' },
    ],
  };
}
