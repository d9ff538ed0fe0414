import type { Placement } from '../placement.ts';

/** Where Convrs Web Chat takes the token. */
export const convrsPlacements: readonly Placement[] = [
  {
    platform: 'Web',
    code: '<script>var ConvrsUser = "<token>";</script>',
    source: 'https://convrs.io/docs/integrations/web-chat-identity-verification',
  },
];
