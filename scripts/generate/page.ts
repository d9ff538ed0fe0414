/** The page of a vendor, docs/vendors/<vendor>.md. */
import { MAX_TOKEN_LENGTH } from '../../src/utils/limits.ts';
import { claimsTable, readSources } from './claims.ts';
import { literal } from './literal.ts';
import { cell, code, duration, table } from './markdown.ts';
import type { DocumentedVendor } from './vendors.ts';

/** Returns the whole page. */
export function vendorPage(documented: DocumentedVendor): string {
  const { vendor, folder } = documented;
  const { checkedOn, introduction, sections } = readGuide(documented);
  const parts = [
    `<!-- Written by \`npm run generate\` from src/vendors/${folder}/. Do not edit. -->`,
    `# ${vendor.title}`,
    introduction,
    facts(documented, checkedOn),
    vendor.token.outputEncoding === undefined ? '## Claims' : '## Fields',
    claimsTable(
      vendor,
      readSources(folder),
      tokenSettings(vendor, documented.example.full.claims),
      documented.example.config,
    ).trim(),
    '## Sign',
    block('ts', signing(documented)),
    '`login.settings` is what the widget takes. [Options](../options.md) lists all options for signing.',
    '## Connect',
    ...connecting(documented),
    sections,
  ];
  return `${parts.join('\n\n')}\n`;
}

interface Guide {
  readonly checkedOn: string;
  readonly introduction: string;
  readonly sections: string;
}

function readGuide({ vendor, guide }: DocumentedVendor): Guide {
  const [, checkedOn, body = ''] =
    /^---\ncheckedOn: (\d{4}-\d{2}-\d{2})\n---\n(.*)$/s.exec(guide) ?? [];
  const first = body.search(/^## /m);
  if (checkedOn === undefined || first === -1) {
    throw new Error(`guide.md of ${vendor.name} must have checkedOn and headings`);
  }
  return {
    checkedOn,
    introduction: body.slice(0, first).trim(),
    sections: body.slice(first).trim(),
  };
}

function facts({ vendor, snippets }: DocumentedVendor, checkedOn: string): string {
  const { keyId, keyIdClaim, secretEncoding, outputEncoding, maxTokenLength } = vendor.token;
  const platforms = [...new Set(snippets.map(({ platform }) => platform))];
  return table(
    [
      'Token',
      outputEncoding === undefined
        ? 'JWT, signed with HS256'
        : `Identity hash, HMAC with SHA-256 in ${outputEncoding}`,
    ],
    [
      [
        'Key id',
        keyIdClaim === undefined ? KEY_ID[keyId] : `Required, as the claim \`${keyIdClaim}\``,
      ],
      ...(secretEncoding === undefined ? [] : [['Secret', `Written in ${secretEncoding.name}`]]),
      ['Lifetime', lifetime(vendor)],
      ...(maxTokenLength === MAX_TOKEN_LENGTH
        ? []
        : [['Longest token', `${maxTokenLength} characters`]]),
      ...(platforms.length === 0 ? [] : [['Platforms', platforms.join(', ')]]),
      ['Documentation', `[${new URL(vendor.docs).hostname}](${vendor.docs})`],
      ['Checked on', checkedOn],
    ],
  );
}

function lifetime({ token: { expiry } }: DocumentedVendor['vendor']): string {
  if (expiry === null) return 'The hash never expires';
  if (expiry.claim !== 'exp') {
    return `${duration(expiry.max)}, counted from ${code(expiry.claim)}`;
  }
  return `${duration(expiry.default)} by default, at most ${duration(expiry.max)}`;
}

/** What the vendor says about the `kid` of the header. */
const KEY_ID = {
  required: `${code('keyId')} is required`,
  optional: `${code('keyId')} is optional`,
  unused: 'Not used',
} as const;

/** Signs the full example. */
function signing({ vendor, exportName, example }: DocumentedVendor): string {
  const prefix = vendor.name.toUpperCase().replaceAll('-', '_');
  const hasKeyId = vendor.token.keyId === 'required';
  const variables = [...(hasKeyId ? [`${prefix}_KEY_ID`] : []), `${prefix}_SECRET`];
  const options = `{ ${hasKeyId ? `keyId: ${prefix}_KEY_ID, ` : ''}secret: ${prefix}_SECRET }`;
  const { user } = example.full;
  const isConfigured = example.config !== undefined;
  const name = isConfigured ? 'vendor' : exportName;
  return [
    `import { ${[exportName, 'signChatLogin'].sort().join(', ')} } from 'chat-token';`,
    '',
    `const { ${variables.map((variable) => `${variable} = ''`).join(', ')} } = process.env;`,
    '',
    ...(isConfigured ? [`const vendor = ${exportName}(${literal(example.config)});`] : []),
    'const login = await signChatLogin(',
    `  ${name},`,
    `  ${literal(user, 2, 2, 1)},`,
    `  ${options},`,
    ');',
  ].join('\n');
}

function connecting(documented: DocumentedVendor): string[] {
  const { exportName, snippets, hasWidget, createWidget } = documented;
  const own = snippets.flatMap(({ platform, code: text, source }) => [
    `### ${platform}`,
    block(text.startsWith('<') ? 'html' : language(platform), text),
    `[Source](${source})`,
  ]);
  if (createWidget !== undefined) {
    return [
      `On the web, \`${createWidget}\` makes the widget for \`connectChat\`, which gets the login from an endpoint that \`createTokenHandler\` makes ([Connect the widget](../hand-over.md)). The code is under [Refresh](#refresh).`,
      'Without it, give the login to the widget yourself:',
      ...own,
    ];
  }
  if (!hasWidget) return own;
  const widget = `${exportName}Widget`;
  return [
    'On the web, `connectChat` logs the visitor in, from an endpoint that `createTokenHandler` makes ([Connect the widget](../hand-over.md)):',
    block(
      'ts page',
      `import { ${['connectChat', widget].sort().join(', ')} } from 'chat-token/browser';`,
      '',
      `const session = connectChat(${widget}, { endpoint: '/api/chat-token' });`,
    ),
    'If your server renders the page, `loginScript` writes the script element:',
    block(
      'ts',
      `import { ${['loginScript', widget].sort().join(', ')} } from 'chat-token/html';`,
      '',
      `const html = loginScript(${widget}, { endpoint: '/api/chat-token' });`,
    ),
    'Without them, give the login to the widget yourself:',
    ...own,
  ];
}

/** How the code for a platform is highlighted. */
const LANGUAGES: Readonly<Record<string, string>> = {
  Web: 'js',
  iOS: 'swift',
  Android: 'kotlin',
  'React Native': 'js',
};

function language(platform: string): string {
  return LANGUAGES[platform] ?? (platform.startsWith('Web') ? 'js' : 'text');
}

function block(language: string, ...lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

/** Returns the table of all vendors, for README.md and docs/index.md. */
export function vendorTable(vendors: readonly DocumentedVendor[], folder: string): string {
  const rows = vendors.map(({ vendor, exportName, example, example: { config } }) => [
    `[${cell(vendor.title)}](${folder}/${vendor.name}.md)`,
    code(config === undefined ? exportName : `${exportName}({ … })`),
    vendor.token.kind === 'jwt' ? 'JWT' : 'hash',
    vendor.token.keyId === 'unused' ? '–' : vendor.token.keyId,
    codes(idClaims(vendor, example.full.claims)),
    codes(tokenSettings(vendor, example.full.claims)),
  ]);
  return table(['Vendor', 'Import', 'Token', 'Key id', "User's id", 'The widget takes'], rows);
}

type Vendor = DocumentedVendor['vendor'];

/** Returns the claims that can be the user's id. */
function idClaims(vendor: Vendor, claims: object): string[] {
  return Object.entries(claims).flatMap(([name, value]) => {
    if (Object.hasOwn(vendor.token.fixedClaims, name)) return [];
    try {
      const id = vendor.userId({ ...vendor.token.fixedClaims, [name]: value });
      return id === null ? [] : [name];
    } catch {
      return [];
    }
  });
}

/** Returns the settings that contain the token. */
function tokenSettings(vendor: Vendor, claims: object): string[] {
  const token = 'the token';
  return Object.entries(vendor.settings(claims, token)).flatMap(([name, value]) =>
    value === token ? [name] : [],
  );
}

function codes(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map(code).join(', ');
}

const MARKERS = /(<!-- vendors: [^\n]*-->\n)(.*?)(\n<!-- \/vendors -->)/s;

/** Replaces what is between the markers of a page. */
export function withTable(page: string, content: string): string {
  if (!MARKERS.test(page)) throw new Error('The page has no markers for the table of vendors');
  return page.replace(
    MARKERS,
    (_, start: string, __, end: string) => `${start}\n${content}\n${end}`,
  );
}
