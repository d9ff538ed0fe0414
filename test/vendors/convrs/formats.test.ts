/** The formats of agentData: dates, times, currencies and links. */
import { convrs } from 'chat-token';
import { describe, expect, test } from 'vitest';
import { faults } from '../../support/support.ts';

interface Format {
  readonly type: string;
  /** The member of the row that has the format. */
  readonly member: string;
  readonly message: string;
  readonly taken: readonly string[];
  readonly refused: readonly string[];
}

const FORMATS: readonly Format[] = [
  {
    type: 'date',
    member: 'value',
    message: 'must be a date that exists, such as 2024-03-15',
    taken: ['2024-02-29', '0001-01-01', '2024-01-31'],
    refused: [
      ...['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-03-32', '', 'null'],
      ...['15.03.2024', '2024-03', '2024-03-15 ', '2024-03-15T10:00:00Z', '12024-03-15'],
      ...['+012024-03-15', '-002024-03-15', '+012024-03'],
    ],
  },
  {
    type: 'datetime',
    member: 'value',
    message: 'must be a date and time that exist, such as 2026-04-23T14:30:00Z',
    taken: [
      ...['2026-04-23T14:30:00Z', '2026-04-23T14:30', '2026-04-23T14:30:59.123456+05:30'],
      ...['2026-04-23T14:30:00,5-0800', '2026-04-23T14:30:59.123456789Z'],
    ],
    refused: [
      ...['', '2024-03-15', '2024-03-15 10:00:00Z', '2024-03-15 T10:00:00Z'],
      ...['2024-02-30T10:00:00Z', '2024-03-15T24:00:00Z', '2024-03-15T10:60:00Z'],
      ...['2024-03-15T10:00:60Z', '2024-03-15T10:00:00+24:00', '2024-03-15T10:00:00+01:60'],
      '2024-03-15T10:00:00GMT',
    ],
  },
  {
    type: 'currency',
    member: 'currency',
    message: 'must be three capital letters, such as USD',
    taken: ['USD'],
    refused: ['usd', 'US', 'USDX', '$', ' USD', 'US1'],
  },
  {
    type: 'link',
    member: 'value',
    message: 'must be an absolute http(s) URL',
    taken: ['https://example.com/a?b=c#d', 'HTTP://example.com'],
    refused: [
      ...['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com', '//example.com'],
      ...['/path', 'example.com', 'https://', 'https://exa mple.com', 'https://example.com/a b'],
      ...[' https://example.com', 'https://example.com/\n', 'https://example.com/\u0001'],
      ...['https://[::1', 'https:/a.example/https://b.example'],
      `https://${'a'.repeat(254)}/https:b/`,
    ],
  },
];

describe.each(FORMATS)('$type', ({ type, member, message, taken, refused }) => {
  const make = (text: string) =>
    convrs.claims(
      JSON.parse(JSON.stringify({ agentData: [{ label: 'x', value: 1, type, [member]: text }] })),
    );

  test.each(taken)('takes %j', (text) => {
    expect(make(text).agentData).toMatchObject([{ [member]: text }]);
  });

  test.each(refused)('rejects %j', async (text) => {
    expect(await faults(() => make(text))).toStrictEqual([`agentData[0].${member}: ${message}`]);
  });
});
