// Written by `npm run generate`. Do not edit.
import type { VendorChecks } from '../inspect/findings.ts';
import { amazonConnectChecks } from './amazon-connect/checks.ts';
import { cannyChecks } from './canny/checks.ts';
import { carrotQuestChecks } from './carrot-quest/checks.ts';
import { channelTalkChecks } from './channel-talk/checks.ts';
import { chatbaseChecks } from './chatbase/checks.ts';
import { chatbaseHashChecks } from './chatbase/checks.ts';
import { chatwootChecks } from './chatwoot/checks.ts';
import { convrsChecks } from './convrs/checks.ts';
import { crispChecks } from './crisp/checks.ts';
import { customerlyChecks } from './customerly/checks.ts';
import { deskproChecks } from './deskpro/checks.ts';
import { featurebaseChecks } from './featurebase/checks.ts';
import { frontChecks } from './front/checks.ts';
import { gleapChecks } from './gleap/checks.ts';
import { googleCcaiChecks } from './google-ccai/checks.ts';
import { helpScoutChecks } from './help-scout/checks.ts';
import { helperChecks } from './helper/checks.ts';
import { helpshiftChecks } from './helpshift/checks.ts';
import { infobipChecks } from './infobip/checks.ts';
import { intercomChecks } from './intercom/checks.ts';
import { intercomHashChecks } from './intercom/checks.ts';
import { khorosChecks } from './khoros/checks.ts';
import { koreAiChecks } from './kore-ai/checks.ts';
import { kustomerChecks } from './kustomer/checks.ts';
import { libredeskChecks } from './libredesk/checks.ts';
import { novuChecks } from './novu/checks.ts';
import { oracleDigitalAssistantChecks } from './oracle-digital-assistant/checks.ts';
import { plainChecks } from './plain/checks.ts';
import { pylonChecks } from './pylon/checks.ts';
import { reamazeChecks } from './reamaze/checks.ts';
import { sprinklrChecks } from './sprinklr/checks.ts';
import { streamChecks } from './stream/checks.ts';
import { sunshineChecks } from './sunshine/checks.ts';
import { sunshineV1Checks } from './sunshine/checks.ts';
import { talkjsChecks } from './talkjs/checks.ts';
import { tawkLoginChecks } from './tawk/checks.ts';
import { tawkVisitorChecks } from './tawk/checks.ts';
import { yourgptChecks } from './yourgpt/checks.ts';
import { zendeskChecks } from './zendesk/checks.ts';
import { zendeskChatChecks } from './zendesk-chat/checks.ts';

/** The checks of all vendors. */
export const CHECKS: readonly VendorChecks[] = [
  amazonConnectChecks,
  cannyChecks,
  carrotQuestChecks,
  channelTalkChecks,
  chatbaseChecks,
  chatbaseHashChecks,
  chatwootChecks,
  convrsChecks,
  crispChecks,
  customerlyChecks,
  deskproChecks,
  featurebaseChecks,
  frontChecks,
  gleapChecks,
  googleCcaiChecks,
  helpScoutChecks,
  helperChecks,
  helpshiftChecks,
  infobipChecks,
  intercomChecks,
  intercomHashChecks,
  khorosChecks,
  koreAiChecks,
  kustomerChecks,
  libredeskChecks,
  novuChecks,
  oracleDigitalAssistantChecks,
  plainChecks,
  pylonChecks,
  reamazeChecks,
  sprinklrChecks,
  streamChecks,
  sunshineChecks,
  sunshineV1Checks,
  talkjsChecks,
  tawkLoginChecks,
  tawkVisitorChecks,
  yourgptChecks,
  zendeskChecks,
  zendeskChatChecks,
];
