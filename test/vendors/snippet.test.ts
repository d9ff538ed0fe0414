/** Where each vendor takes the token, as the demo and the documentation show it. */
import { expect, test } from 'vitest';
import { convrsSnippets } from '../../src/vendors/convrs/widget.ts';
import { deskproSnippets } from '../../src/vendors/deskpro/widget.ts';
import { khorosSnippets } from '../../src/vendors/khoros/widget.ts';
import { zendeskSnippets } from '../../src/vendors/zendesk/widget.ts';

test.each([
  ['khoros', khorosSnippets, ['Web', 'iOS', 'Android']],
  ['convrs', convrsSnippets, ['Web']],
  ['zendesk', zendeskSnippets, ['Web', 'iOS', 'Android']],
  ['deskpro', deskproSnippets, ['Web', 'iOS', 'Android']],
])('%s: each platform has code with a place for the token, and a source', (_, snippets, names) => {
  expect(snippets.map(({ platform }) => platform)).toStrictEqual(names);
  for (const { code, source } of snippets) {
    expect(code).toMatch(/['"]<token>['"]/);
    expect(new URL(source).protocol).toBe('https:');
  }
});
