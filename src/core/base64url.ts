/** Base64url as tokens have it (RFC 7515, 2), for what is outside this folder. */
export { encode } from 'jose/base64url';
