/** The shop's customers, as its database has them: nothing here knows of a chat vendor. */
export interface Customer {
  readonly id: number;
  readonly email: string;
  /** Whether the customer opened the link that was sent to this address. */
  readonly hasConfirmedEmail: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly plan: 'free' | 'plus';
  /** In cents. */
  readonly balance: number;
  readonly since: Date;
}

export const CUSTOMERS: readonly Customer[] = [
  {
    id: 1001,
    email: 'jane@example.com',
    hasConfirmedEmail: true,
    firstName: 'Jane',
    lastName: 'Doe',
    plan: 'plus',
    balance: 12_550,
    since: new Date('2024-03-15T10:30:00Z'),
  },
  {
    id: 1002,
    email: 'john@example.com',
    hasConfirmedEmail: false,
    firstName: 'John',
    lastName: 'Smith',
    plan: 'free',
    balance: 0,
    since: new Date('2026-01-02T08:00:00Z'),
  },
];
