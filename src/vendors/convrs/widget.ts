import type { ChatTokenHandover } from '../../core/definition.ts';
import { readOneOfBoth, scriptLiteral, scriptOfAnswer } from '../../core/script.ts';
import type { Placement } from '../placement.ts';

/** Where Convrs Web Chat takes the token. */
export const convrsPlacements: readonly Placement[] = [
  {
    platform: 'Web',
    code: '<script>var ConvrsUser = "<token>";</script>',
    source: 'https://convrs.io/docs/integrations/web-chat-identity-verification',
  },
];

/** Sets the variable that the widget reads when it opens its connection. */
export function convrsScript(handover: ChatTokenHandover): string {
  const { token, endpoint } = readOneOfBoth(handover);
  return token === undefined
    ? scriptOfAnswer(endpoint, 'window.ConvrsUser=answer.token')
    : `var ConvrsUser = ${scriptLiteral(token)};`;
}
