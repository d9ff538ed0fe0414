import type { NextConfig } from 'next';

const config: NextConfig = {
  // The packages are those of test/recipes.
  turbopack: { root: new URL('../..', import.meta.url).pathname },
};

export default config;
