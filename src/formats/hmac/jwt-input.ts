/**
 * What is signed for a JWT: a header, which is an object in base64url, and more behind a dot. The letters are
 * those that `{` and the next character can become, also behind white space and a byte order mark. Some readers
 * take a header that begins with a comment, or is in UTF-16 or UTF-32.
 */
const JWT_INPUT =
  /^(?:77u[_/])?(?:(?:e[wy]|I[ACH]|C[QSXgin]|D[QSX])[^.]{18,}|(?:Ly|A[ACH]|[_/]v8|[_/]{2}[45])[^.]{22,})\../;

/**
 * Returns whether the hash of a string would be the signature of a JWT. If the vendor has the same secret for its
 * JWTs, a user with such an id could sign in as anyone.
 */
export function isJwtInput(input: string): boolean {
  return JWT_INPUT.test(input.replace(/[^\w+/.-]/g, ''));
}
