// Written by `npm run generate`. Do not edit.
export { amazonConnectScriptWidget as amazonConnectWidget } from './amazon-connect/widget.ts';
export { createCannyScriptWidget as createCannyWidget } from './canny/widget.ts';
export { chatwootScriptWidget as chatwootWidget } from './chatwoot/widget.ts';
export { convrsScriptWidget as convrsWidget } from './convrs/widget.ts';
export { deskproScriptWidget as deskproWidget } from './deskpro/widget.ts';
export { createFeaturebaseScriptWidget as createFeaturebaseWidget } from './featurebase/widget.ts';
export { helpshiftScriptWidget as helpshiftWidget } from './helpshift/widget.ts';
export { infobipScriptWidget as infobipWidget } from './infobip/widget.ts';
export { intercomScriptWidget as intercomWidget } from './intercom/widget.ts';
export { khorosScriptWidget as khorosWidget } from './khoros/widget.ts';
export { koreAiScriptWidget as koreAiWidget } from './kore-ai/widget.ts';
export { kustomerScriptWidget as kustomerWidget } from './kustomer/widget.ts';
export { sunshineScriptWidget as sunshineWidget } from './sunshine/widget.ts';
export { sunshineV1ScriptWidget as sunshineV1Widget } from './sunshine/widget.ts';
export { zendeskScriptWidget as zendeskWidget } from './zendesk/widget.ts';
export { zendeskChatScriptWidget as zendeskChatWidget } from './zendesk-chat/widget.ts';
export type { CannyBoard, CannyPageBoard } from './canny/widget.ts';
export type { FeaturebaseOptions } from './featurebase/widget.ts';
