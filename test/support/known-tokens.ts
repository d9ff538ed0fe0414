/**
 * Known tokens, made with jsonwebtoken: for each vendor a user with many claims, signed with SECRET (and
 * KEY_ID if the vendor requires a kid) at NOW_SECONDS, valid for an hour. The header is one line, the
 * payload several, the signature one.
 */

/** 2026-01-01T00:00:00Z, in seconds. */
export const NOW_SECONDS = 1_767_225_600;

/** 44 bytes, made up. */
export const SECRET = 'cw_test_5f2c9b1e7d4a4c0f8e3b6a1d9c7e2f40a1b2';

/** A key id as Zendesk and Khoros make them. */
export const KEY_ID = 'app_62b5e0ffca5a3800f0225c53';

export const KNOWN_TOKENS = {
  khoros: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImFwcF82MmI1ZTBmZmNhNWEzODAwZjAyMjVjNTMifQ.',
    'eyJzY29wZSI6ImFwcFVzZXIiLCJ1c2VySWQiOiI4YTZlMDgwNC0yYmQwLTQ2NzItYjc5ZC1kOTcwMjdmOTA3MWEiLC',
    'JwbGF0Zm9ybSI6ImlvcyIsImdpdmVuTmFtZSI6IkphbmUgRG9lIiwiaWF0IjoxNzY3MjI1NjAwLCJleHAiOjE3Njcy',
    'MjkyMDB9',
    '.5_kEVkg_4EaLZMe9uKQUWb0L4JnclLo7ykmua0yMR7E',
  ].join(''),
  convrs: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.',
    'eyJ1c2VySWQiOiJ1c2VyLTEyMzQ1IiwiZW1haWwiOiJqYW5lQGV4YW1wbGUuY29tIiwibmFtZSI6IkphbmUgRG9lIi',
    'wicGhvbmUiOiIrNDQ3NzAwOTAwMTIzIiwibG9jYWxlIjoiZW4tR0IiLCJjcm1JRCI6IkNSTS01Njc4OSIsInVzZXJE',
    'YXRhIjp7ImFjY291bnROdW1iZXIiOiJBQy0xMjM0NSIsInBsYW4iOiJlbnRlcnByaXNlIiwidmlwVGllciI6ImdvbG',
    'QifSwiYWdlbnREYXRhIjpbeyJsYWJlbCI6IkFjY291bnQiLCJ2YWx1ZSI6IkFDLTEyMzQ1In0seyJsYWJlbCI6IlBs',
    'YW4iLCJ2YWx1ZSI6IkVudGVycHJpc2UiLCJ0eXBlIjoic3RhdHVzIiwiY29sb3IiOiJpbmZvIn0seyJsYWJlbCI6Il',
    'ZJUCBUaWVyIiwidmFsdWUiOiJHb2xkIiwidHlwZSI6InN0YXR1cyIsImNvbG9yIjoid2FybmluZyJ9LHsibGFiZWwi',
    'OiJWZXJpZmllZCIsInZhbHVlIjp0cnVlLCJ0eXBlIjoiYm9vbGVhbiJ9LHsibGFiZWwiOiJNZW1iZXIgU2luY2UiLC',
    'J2YWx1ZSI6IjIwMjQtMDMtMTUiLCJ0eXBlIjoiZGF0ZSJ9LHsibGFiZWwiOiJMYXN0IExvZ2luIiwidmFsdWUiOiIy',
    'MDI2LTA0LTIzVDE0OjMwOjAwWiIsInR5cGUiOiJkYXRldGltZSJ9LHsibGFiZWwiOiJCYWxhbmNlIiwidmFsdWUiOj',
    'EyNTAsInR5cGUiOiJjdXJyZW5jeSIsImN1cnJlbmN5IjoiVVNEIn0seyJsYWJlbCI6IlBvaW50cyIsInZhbHVlIjo0',
    'ODc1MCwidHlwZSI6Im51bWJlciJ9LHsibGFiZWwiOiJFbWFpbCIsInZhbHVlIjoiamFuZUBleGFtcGxlLmNvbSIsIn',
    'R5cGUiOiJlbWFpbCJ9LHsibGFiZWwiOiJNb2JpbGUiLCJ2YWx1ZSI6Iis0NDc3MDA5MDAxMjMiLCJ0eXBlIjoicGhv',
    'bmUifSx7ImxhYmVsIjoiQ1JNIFJlY29yZCIsInZhbHVlIjoiaHR0cHM6Ly9jcm0uZXhhbXBsZS5jb20vMTIzNDUiLC',
    'J0eXBlIjoibGluayIsInRleHQiOiJWaWV3IGluIENSTSJ9XSwiaWF0IjoxNzY3MjI1NjAwLCJleHAiOjE3NjcyMjky',
    'MDB9',
    '.UCpcRJT1RTGKaoHDAEagRHQviLgrA6ncWepK2ti051c',
  ].join(''),
  zendesk: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImFwcF82MmI1ZTBmZmNhNWEzODAwZjAyMjVjNTMifQ.',
    'eyJzY29wZSI6InVzZXIiLCJleHRlcm5hbF9pZCI6InVzcl8xMjM0NSIsIm5hbWUiOiJKYW5lIERvZSIsImVtYWlsIj',
    'oiamFuZUBleGFtcGxlLmNvbSIsImVtYWlsX3ZlcmlmaWVkIjp0cnVlLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2',
    'NzIyOTIwMH0',
    '.RtzZe4d6_J87vi26jx5dpsmlKWP2GWmkgcJ9eyO89B4',
  ].join(''),
  deskpro: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.',
    'eyJlbWFpbCI6ImpvaG4uc21pdGhAZXhhbXBsZS5jb20iLCJmaXJzdF9uYW1lIjoiSm9obiIsImxhc3RfbmFtZSI6Il',
    'NtaXRoIiwidXNlcmdyb3VwX2lkcyI6WyIzIiwiNCJdLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyOTIwMH0',
    '.krgbILrmyaO_lmPyddmNwXY7cD-RwgdG0pYXRVV7hKg',
  ].join(''),
};

/** The hash in issue 4798 of chatwoot/chatwoot, the only one that is published for Chatwoot. */
export const KNOWN_HASH = {
  secret: 'wyHVRZzzJhjPMKR2h7LpeJVy',
  message: 'test',
  hash: '45e289a669fbb7b4f7c09b3c68734dd9c52d508aba109dc7543c8133e0ec98be',
};
