// Written by `npm run generate`. Do not edit.
import type { VendorExample } from './example.ts';
import amazonConnect from './amazon-connect/example.json' with { type: 'json' };
import canny from './canny/example.json' with { type: 'json' };
import carrotQuest from './carrot-quest/example.json' with { type: 'json' };
import channelTalk from './channel-talk/example.json' with { type: 'json' };
import chatbaseHash from './chatbase/example-hash.json' with { type: 'json' };
import chatbase from './chatbase/example.json' with { type: 'json' };
import chatwoot from './chatwoot/example.json' with { type: 'json' };
import convrs from './convrs/example.json' with { type: 'json' };
import crisp from './crisp/example.json' with { type: 'json' };
import customerly from './customerly/example.json' with { type: 'json' };
import deskpro from './deskpro/example.json' with { type: 'json' };
import featurebase from './featurebase/example.json' with { type: 'json' };
import front from './front/example.json' with { type: 'json' };
import gleap from './gleap/example.json' with { type: 'json' };
import googleCcai from './google-ccai/example.json' with { type: 'json' };
import helpScout from './help-scout/example.json' with { type: 'json' };
import helper from './helper/example.json' with { type: 'json' };
import helpshift from './helpshift/example.json' with { type: 'json' };
import infobip from './infobip/example.json' with { type: 'json' };
import intercomHash from './intercom/example-hash.json' with { type: 'json' };
import intercom from './intercom/example.json' with { type: 'json' };
import khoros from './khoros/example.json' with { type: 'json' };
import koreAi from './kore-ai/example.json' with { type: 'json' };
import kustomer from './kustomer/example.json' with { type: 'json' };
import libredesk from './libredesk/example.json' with { type: 'json' };
import novu from './novu/example.json' with { type: 'json' };
import oracleDigitalAssistant from './oracle-digital-assistant/example.json' with { type: 'json' };
import plain from './plain/example.json' with { type: 'json' };
import pylon from './pylon/example.json' with { type: 'json' };
import reamaze from './reamaze/example.json' with { type: 'json' };
import sprinklr from './sprinklr/example.json' with { type: 'json' };
import stream from './stream/example.json' with { type: 'json' };
import sunshineV1 from './sunshine/example-v1.json' with { type: 'json' };
import sunshine from './sunshine/example.json' with { type: 'json' };
import talkjs from './talkjs/example.json' with { type: 'json' };
import tawkLogin from './tawk/example-login.json' with { type: 'json' };
import tawkVisitor from './tawk/example-visitor.json' with { type: 'json' };
import yourgpt from './yourgpt/example.json' with { type: 'json' };
import zendesk from './zendesk/example.json' with { type: 'json' };
import zendeskChat from './zendesk-chat/example.json' with { type: 'json' };

/** The examples of all vendors, by the vendor's name. */
export const EXAMPLES: Readonly<Record<string, VendorExample>> = {
  'amazon-connect': amazonConnect,
  canny,
  'carrot-quest': carrotQuest,
  'channel-talk': channelTalk,
  'chatbase-hash': chatbaseHash,
  chatbase,
  chatwoot,
  convrs,
  crisp,
  customerly,
  deskpro,
  featurebase,
  front,
  gleap,
  'google-ccai': googleCcai,
  'help-scout': helpScout,
  helper,
  helpshift,
  infobip,
  'intercom-hash': intercomHash,
  intercom,
  khoros,
  'kore-ai': koreAi,
  kustomer,
  libredesk,
  novu,
  'oracle-digital-assistant': oracleDigitalAssistant,
  plain,
  pylon,
  reamaze,
  sprinklr,
  stream,
  'sunshine-v1': sunshineV1,
  sunshine,
  talkjs,
  'tawk-login': tawkLogin,
  'tawk-visitor': tawkVisitor,
  yourgpt,
  zendesk,
  'zendesk-chat': zendeskChat,
};
