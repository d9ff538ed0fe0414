import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';
import './tables.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    // In a chunk of its own: only the page that shows it loads the library.
    app.component(
      'TokenPlayground',
      defineAsyncComponent(() => import('./playground/TokenPlayground.vue')),
    );
  },
} satisfies Theme;
