/** All pages of the site, in the order in which they stand beside each page. */
import type { DefaultTheme } from 'vitepress';

export const sidebar: (DefaultTheme.SidebarItem & { items: DefaultTheme.SidebarItem[] })[] = [
  {
    text: 'Start',
    items: [
      { text: 'Start in five minutes', link: '/start' },
      // A page of its own, so that its own Content-Security-Policy counts.
      { text: 'Playground', link: '/playground', target: '_self' },
      { text: 'Moving from jsonwebtoken', link: '/moving' },
    ],
  },
  {
    text: 'Vendors',
    items: [
      { text: 'Khoros Brand Messenger', link: '/vendors/khoros' },
      { text: 'Convrs Web Chat', link: '/vendors/convrs' },
      { text: 'Zendesk messaging', link: '/vendors/zendesk' },
      { text: 'Deskpro Messenger', link: '/vendors/deskpro' },
      { text: 'A vendor of your own', link: '/vendors/own' },
    ],
  },
  {
    text: 'Guides',
    items: [
      { text: 'To the widget', link: '/hand-over' },
      { text: 'Recipes per framework', link: '/recipes' },
      { text: 'Rotating keys', link: '/rotation' },
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
