// Written by `npm run generate`. Do not edit.
import type { Snippet } from './snippet.ts';
import { amazonConnectSnippets } from './amazon-connect/widget.ts';
import { cannySnippets } from './canny/widget.ts';
import { carrotQuestSnippets } from './carrot-quest/widget.ts';
import { channelTalkSnippets } from './channel-talk/widget.ts';
import { chatbaseHashSnippets } from './chatbase/widget.ts';
import { chatbaseSnippets } from './chatbase/widget.ts';
import { chatwootSnippets } from './chatwoot/widget.ts';
import { convrsSnippets } from './convrs/widget.ts';
import { crispSnippets } from './crisp/widget.ts';
import { customerlySnippets } from './customerly/widget.ts';
import { deskproSnippets } from './deskpro/widget.ts';
import { featurebaseSnippets } from './featurebase/widget.ts';
import { frontSnippets } from './front/widget.ts';
import { gleapSnippets } from './gleap/widget.ts';
import { googleCcaiSnippets } from './google-ccai/widget.ts';
import { helpScoutSnippets } from './help-scout/widget.ts';
import { helperSnippets } from './helper/widget.ts';
import { helpshiftSnippets } from './helpshift/widget.ts';
import { infobipSnippets } from './infobip/widget.ts';
import { intercomHashSnippets } from './intercom/widget.ts';
import { intercomSnippets } from './intercom/widget.ts';
import { khorosSnippets } from './khoros/widget.ts';
import { koreAiSnippets } from './kore-ai/widget.ts';
import { kustomerSnippets } from './kustomer/widget.ts';
import { libredeskSnippets } from './libredesk/widget.ts';
import { novuSnippets } from './novu/widget.ts';
import { oracleDigitalAssistantSnippets } from './oracle-digital-assistant/widget.ts';
import { plainSnippets } from './plain/widget.ts';
import { pylonSnippets } from './pylon/widget.ts';
import { reamazeSnippets } from './reamaze/widget.ts';
import { sprinklrSnippets } from './sprinklr/widget.ts';
import { streamSnippets } from './stream/widget.ts';
import { sunshineSnippets } from './sunshine/widget.ts';
import { sunshineV1Snippets } from './sunshine/widget.ts';
import { talkjsSnippets } from './talkjs/widget.ts';
import { tawkLoginSnippets } from './tawk/widget.ts';
import { tawkVisitorSnippets } from './tawk/widget.ts';
import { yourgptSnippets } from './yourgpt/widget.ts';
import { zendeskSnippets } from './zendesk/widget.ts';
import { zendeskChatSnippets } from './zendesk-chat/widget.ts';

/** The code that gives each vendor's widget the token, by the vendor's name. */
export const SNIPPETS: Readonly<Record<string, readonly Snippet[]>> = {
  'amazon-connect': amazonConnectSnippets,
  canny: cannySnippets,
  'carrot-quest': carrotQuestSnippets,
  'channel-talk': channelTalkSnippets,
  'chatbase-hash': chatbaseHashSnippets,
  chatbase: chatbaseSnippets,
  chatwoot: chatwootSnippets,
  convrs: convrsSnippets,
  crisp: crispSnippets,
  customerly: customerlySnippets,
  deskpro: deskproSnippets,
  featurebase: featurebaseSnippets,
  front: frontSnippets,
  gleap: gleapSnippets,
  'google-ccai': googleCcaiSnippets,
  'help-scout': helpScoutSnippets,
  helper: helperSnippets,
  helpshift: helpshiftSnippets,
  infobip: infobipSnippets,
  'intercom-hash': intercomHashSnippets,
  intercom: intercomSnippets,
  khoros: khorosSnippets,
  'kore-ai': koreAiSnippets,
  kustomer: kustomerSnippets,
  libredesk: libredeskSnippets,
  novu: novuSnippets,
  'oracle-digital-assistant': oracleDigitalAssistantSnippets,
  plain: plainSnippets,
  pylon: pylonSnippets,
  reamaze: reamazeSnippets,
  sprinklr: sprinklrSnippets,
  stream: streamSnippets,
  sunshine: sunshineSnippets,
  'sunshine-v1': sunshineV1Snippets,
  talkjs: talkjsSnippets,
  'tawk-login': tawkLoginSnippets,
  'tawk-visitor': tawkVisitorSnippets,
  yourgpt: yourgptSnippets,
  zendesk: zendeskSnippets,
  'zendesk-chat': zendeskChatSnippets,
};
