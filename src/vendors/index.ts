export * from './amazon-connect/index.ts';
export * from './chatwoot/index.ts';
export * from './convrs/index.ts';
export * from './deskpro/index.ts';
export * from './helpshift/index.ts';
export * from './intercom/index.ts';
export * from './khoros/index.ts';
export * from './zendesk/index.ts';
