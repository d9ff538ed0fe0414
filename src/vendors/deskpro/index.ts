export { type DeskproClaims, type DeskproUser, deskpro } from './contract.ts';
