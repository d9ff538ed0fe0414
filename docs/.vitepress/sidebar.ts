/** All pages of the site, in the order of the sidebar. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';

const VENDORS = fileURLToPath(new URL('../vendors/', import.meta.url));

/** The vendors' pages, by title. */
function vendorPages(): DefaultTheme.SidebarItem[] {
  return readdirSync(VENDORS)
    .filter((file) => file.endsWith('.md') && file !== 'own.md')
    .map((file) => ({
      text: /^# (.*)$/m.exec(readFileSync(VENDORS + file, 'utf8'))?.[1] ?? file,
      link: `/vendors/${file.slice(0, -'.md'.length)}`,
    }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'));
}

export const sidebar: (DefaultTheme.SidebarItem & { items: DefaultTheme.SidebarItem[] })[] = [
  {
    text: 'Start',
    items: [
      { text: 'Start in five minutes', link: '/start' },
      // Loaded as a page, so that its own Content-Security-Policy applies.
      { text: 'Playground', link: '/playground', target: '_self' },
      { text: 'Moving from jsonwebtoken', link: '/moving' },
    ],
  },
  {
    text: 'Vendors',
    items: [
      { text: 'Which one do I need?', link: '/which-one' },
      ...vendorPages(),
      { text: 'A vendor of your own', link: '/vendors/own' },
    ],
  },
  {
    text: 'Guides',
    items: [
      { text: 'Connect the widget', link: '/hand-over' },
      { text: 'Recipes per framework', link: '/recipes' },
      { text: 'Rotating keys', link: '/rotation' },
      { text: 'Identity hashes', link: '/identity-hashes' },
      { text: "Move from Intercom's hash to its JWT", link: '/intercom-hash-to-jwt' },
      { text: 'Testing', link: '/testing' },
    ],
  },
  {
    text: 'When it fails',
    items: [
      { text: 'My token is refused', link: '/refused' },
      { text: 'Inspecting a token', link: '/inspecting' },
      { text: 'Error codes', link: '/errors' },
      { text: 'Findings', link: '/findings' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'API', link: '/api/' },
      { text: 'Options', link: '/options' },
      { text: 'Command line', link: '/command-line' },
      { text: 'Security', link: '/security' },
      { text: 'Runtimes', link: '/runtimes' },
    ],
  },
  {
    text: 'For contributors',
    items: [{ text: 'Architecture', link: '/architecture' }],
  },
];
