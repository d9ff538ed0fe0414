export { type KhorosClaims, type KhorosUser, khoros } from './contract.ts';
