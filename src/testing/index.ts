/**
 * For tests: the vendors' documented server behaviour, in memory.
 *
 * @module
 */
export * from './sandbox.ts';
