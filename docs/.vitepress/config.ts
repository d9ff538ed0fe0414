import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { sidebar } from './sidebar.ts';
import { withPolicy } from './theme/playground/policy.ts';

const built = (name: string) => fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));

export default defineConfig({
  title: 'chat-token',
  description: 'Sign your users in to support chat.',
  lang: 'en-GB',
  // `examples/` contains code.
  srcExclude: ['examples/**'],
  cleanUrls: false,
  router: { prefetchLinks: false },
  transformHtml: (html, _file, { page }) => (page === 'playground.md' ? withPolicy(html) : html),
  markdown: {
    config(md) {
      // Code is shown as it stands: `{{userData.key}}` is Convrs' syntax, and not Vue's here.
      const render = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (...args) =>
        (render?.(...args) ?? '').replace('<code', '<code v-pre');
    },
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Playground', link: '/playground', target: '_self' },
      { text: 'My token is refused', link: '/refused' },
      { text: 'API', link: '/api/' },
    ],
    sidebar,
    outline: [2, 3],
    // What is searched for is not kept either: somebody may paste a token.
    search: { provider: 'local', options: { disableQueryPersistence: true } },
    footer: {
      message: 'MIT licence. Not affiliated with any of the vendors; their names belong to them.',
    },
  },
  vite: {
    // The index of the search is one chunk, which is loaded when somebody searches.
    build: { chunkSizeWarningLimit: 1000 },
    resolve: {
      // The library as it is published, and not its source.
      alias: [
        { find: /^chat-token$/, replacement: built('index') },
        { find: /^chat-token\/([\w/-]+)$/, replacement: built('$1') },
      ],
    },
  },
});
