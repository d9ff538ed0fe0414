/**
 * SvelteKit 3, `src/env.ts`: what the server reads from its environment when it starts. Optional here,
 * since `vite build` needs no secrets; where one is missing, the endpoint answers with 500.
 */
import { defineEnvVars } from '@sveltejs/kit/env';

const schema = (value = '') => value;

export const variables = defineEnvVars({ ZENDESK_KEY_ID: { schema }, ZENDESK_SECRET: { schema } });
