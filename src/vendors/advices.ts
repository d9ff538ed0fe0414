import type { VendorAdvice } from '../inspect/findings.ts';
import { convrsAdvice } from './convrs/advice.ts';
import { deskproAdvice } from './deskpro/advice.ts';
import { khorosAdvice } from './khoros/advice.ts';
import { zendeskAdvice } from './zendesk/advice.ts';

/** In the order in which they are asked whose token it is: the most telling claims first. */
export const ADVICES: readonly VendorAdvice[] = [
  khorosAdvice,
  zendeskAdvice,
  convrsAdvice,
  deskproAdvice,
];
