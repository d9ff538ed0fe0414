// Written by `npm run generate`. Do not edit.
export { amazonConnectWidget } from './amazon-connect/widget.ts';
export { chatwootWidget } from './chatwoot/widget.ts';
export { convrsWidget } from './convrs/widget.ts';
export { deskproWidget } from './deskpro/widget.ts';
export { createFeaturebaseWidget } from './featurebase/widget.ts';
export { createGoogleCcaiWidget } from './google-ccai/widget.ts';
export { helpshiftWidget } from './helpshift/widget.ts';
export { infobipWidget } from './infobip/widget.ts';
export { intercomWidget } from './intercom/widget.ts';
export { khorosWidget } from './khoros/widget.ts';
export { koreAiWidget } from './kore-ai/widget.ts';
export { kustomerWidget } from './kustomer/widget.ts';
export { createOracleDigitalAssistantWidget } from './oracle-digital-assistant/widget.ts';
export { sunshineV1Widget } from './sunshine/widget.ts';
export { sunshineWidget } from './sunshine/widget.ts';
export { zendeskWidget } from './zendesk/widget.ts';
export { zendeskChatWidget } from './zendesk-chat/widget.ts';
export type { FeaturebaseOptions } from './featurebase/widget.ts';
