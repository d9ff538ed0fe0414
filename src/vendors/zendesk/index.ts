export { type ZendeskClaims, type ZendeskUser, zendesk } from './contract.ts';
