import type { ConvrsUser, ZendeskUser } from 'chat-token';

/** About 200 bytes of claims. */
export const SMALL_USER: ZendeskUser = {
  external_id: '3f8a2c64-6d0b-4c1e-9a57-2b9d1f60c7e4',
  name: 'Jane Alexandra Doe',
  email: 'jane.alexandra.doe@example.com',
  email_verified: true,
};

/** About 1,400 bytes of claims: the full example of Convrs, with more rows. */
export const LARGE_USER: ConvrsUser = {
  userId: 'user-12345',
  email: 'jane@example.com',
  name: 'Jane Alexandra Doe',
  phone: '+447700900123',
  locale: 'en-GB',
  crmID: 'CRM-56789',
  userData: { accountNumber: 'AC-12345', plan: 'enterprise', openOrders: 2, newsletter: false },
  agentData: [
    { label: 'Account', value: 'AC-12345 of Example Trading Limited' },
    { label: 'Plan', value: 'Enterprise', type: 'status', color: 'info' },
    { label: 'VIP Tier', value: 'Gold', type: 'status', color: 'warning' },
    { label: 'Verified', value: true, type: 'boolean' },
    { label: 'Member Since', value: '2024-03-15', type: 'date' },
    { label: 'Last Login', value: '2026-04-23T14:30:00Z', type: 'datetime' },
    { label: 'Balance', value: 1250, type: 'currency', currency: 'USD' },
    { label: 'Points', value: 48750, type: 'number' },
    { label: 'Email', value: 'jane@example.com', type: 'email' },
    { label: 'Mobile', value: '+447700900123', type: 'phone' },
    { label: 'CRM', value: 'https://crm.example.com/12345', type: 'link', text: 'View in CRM' },
    { label: 'Last Order', value: '2026-04-19T08:05:12Z', type: 'datetime' },
    { label: 'Order Total', value: 349.95, type: 'currency', currency: 'GBP' },
    { label: 'Delivery', value: 'Delayed', type: 'status', color: 'danger' },
    { label: 'Invoice', value: 'https://billing.example.com/0042', type: 'link', text: 'Open it' },
    { label: 'Account Manager', value: 'Samira Hussain, Key Accounts, extension 4711' },
  ],
};
