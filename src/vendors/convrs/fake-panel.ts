import type { FakeBase } from '../../fakes/base.ts';
import { optionInvalid } from '../../utils/options.ts';
import type { ConvrsClaims } from './index.ts';

/** The settings of the agent's browser. */
export interface PanelOptions {
  /** The agent's locale. Default: `en-GB`, which gives the same texts as Convrs' examples. */
  readonly agentLocale?: string | undefined;
  /** The agent's time zone. Default: `UTC`. */
  readonly agentTimeZone?: string | undefined;
}

/** A row of the Visitor Details card as an agent sees it. */
export interface ConvrsAgentRow {
  /** The name of the row. */
  readonly label: string;
  /** How it is shown. */
  readonly shown: 'bold text' | 'text' | 'link' | 'icon' | 'badge';
  /** The text in the agent's locale. */
  readonly text: string;
  /** The address of a link. */
  readonly href?: string;
  /** Whether the link opens in a new tab. */
  readonly opensNewTab?: true;
  /** The color of an icon or a badge. */
  readonly color?: 'green' | 'red' | 'yellow' | 'blue' | 'default blue' | 'grey';
}

/** What agents see of a contact. */
export interface ConvrsAgentPanel {
  /** The first part of the name. */
  readonly firstName: string;
  /** The second part of the name. */
  readonly lastName: string;
  /** The Visitor Details card, in the order of `agentData`. */
  readonly visitorDetails: readonly ConvrsAgentRow[];
}

const BADGES = {
  success: 'green',
  danger: 'red',
  warning: 'yellow',
  info: 'blue',
  primary: 'default blue',
  secondary: 'grey',
} as const;

/** The rows of a contact, as claims. */
type AgentData = NonNullable<ConvrsClaims['agentData']>;

/**
 * Shows contacts as agents see them. Source, with examples:
 * https://convrs.io/docs/integrations/web-chat-identity-verification, "Supported Display Types".
 */
export function createAgentPanel(
  { agentLocale = 'en-GB', agentTimeZone = 'UTC' }: PanelOptions,
  { undocumented }: Pick<FakeBase<object>, 'undocumented'>,
): (user: { readonly name: string; readonly agentData: AgentData }) => ConvrsAgentPanel {
  const { date, dateTime, number } = createFormats(agentLocale, agentTimeZone);

  function show(row: AgentData[number]): Omit<ConvrsAgentRow, 'label'> {
    switch (row.type) {
      case undefined:
        return { shown: 'bold text', text: row.value };
      case 'date':
        return { shown: 'text', text: date.format(new Date(row.value)) };
      case 'datetime':
        return { shown: 'text', text: dateTime.format(readDateTime(row.value)) };
      case 'number':
        return { shown: 'text', text: number.format(row.value) };
      case 'currency':
        return { shown: 'text', text: showMoney(row.value, row.currency) };
      case 'email':
        return { shown: 'link', text: row.value, href: `mailto:${row.value}` };
      case 'phone':
        return { shown: 'link', text: row.value, href: `tel:${row.value}` };
      case 'link':
        return { shown: 'link', text: row.text ?? row.value, href: row.value, opensNewTab: true };
      case 'boolean':
        return row.value
          ? { shown: 'icon', text: 'checkmark', color: 'green' }
          : { shown: 'icon', text: 'cross', color: 'red' };
      case 'status':
        return { shown: 'badge', text: row.value, color: BADGES[row.color ?? 'primary'] };
    }
  }

  function readDateTime(text: string): Date {
    if (!/Z|[+-]\d\d:?\d\d/.test(text)) {
      throw undocumented('the time zone of a datetime without one');
    }
    // ISO 8601 allows a decimal comma and offsets without a colon. JavaScript does not.
    return new Date(text.replace(',', '.').replace(/:?(\d\d)$/, ':$1'));
  }

  function showMoney(value: number, currency: string | undefined): string {
    if (currency === undefined) throw undocumented('the currency of an amount without one');
    // "$1,250.00", even if the agent's own currency is another dollar.
    const currencyDisplay = 'narrowSymbol';
    const style = { style: 'currency', currency, currencyDisplay } as const;
    return new Intl.NumberFormat(agentLocale, style).format(value);
  }

  return ({ name, agentData }) => {
    const visitorDetails = agentData.map((row) => ({ label: row.label, ...show(row) }));
    const [firstName, lastName, ...more] = name.split(' ');
    // "Automatically split into first and last name". The only example is "Jane Doe".
    if (!firstName || !lastName || more.length > 0) {
      throw undocumented('how a name that is not two words is split');
    }
    return { firstName, lastName, visitorDetails };
  };
}

function createFormats(locale: string, timeZone: string) {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  try {
    return {
      // A date has no time zone: it is the same day for every agent.
      date: new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' }),
      dateTime: new Intl.DateTimeFormat(locale, { ...day, ...time, timeZone }),
      number: new Intl.NumberFormat(locale, {}),
    };
  } catch {
    throw optionInvalid(
      'agentLocale and agentTimeZone must be known to Intl',
      "For example 'en-GB' and 'Europe/London'.",
    );
  }
}
