/** What the tab holds in which tokens are read. In memory alone: nothing is stored. */
import { type ChatTokenReport, inspectChatToken } from 'chat-token/inspect';
import { computed, ref, shallowRef, watch } from 'vue';
import { later } from './later.ts';
import { READABLE } from './vendors.ts';

/** The state of the tab. */
export function useReader() {
  const token = ref('');
  const vendorName = ref('');
  const report = shallowRef<ChatTokenReport>();
  const announcement = ref('');
  const isBusy = ref(false);
  const chosen = computed(() => READABLE.find(({ name }) => name === vendorName.value));

  let run = 0;
  async function refresh(): Promise<void> {
    run += 1;
    const own = run;
    const vendor = chosen.value?.vendor;
    const isEmpty = token.value.trim() === '';
    isBusy.value = true;
    const made = isEmpty ? undefined : await inspectChatToken(token.value, { vendor });
    if (own !== run) return;
    report.value = made;
    isBusy.value = false;
  }

  watch([token, vendorName], refresh);
  const say = later(700, () => {
    announcement.value = report.value === undefined ? 'Nothing to read.' : summary(report.value);
  });
  watch(report, say);

  function clear(): void {
    token.value = '';
  }

  return { vendors: READABLE, token, vendorName, chosen, report, announcement, isBusy, clear };
}

/** The report in a sentence. */
export function summary({ vendor, findings }: ChatTokenReport): string {
  const whom = vendor === null ? 'For no vendor that can be told' : `For ${vendor.title}`;
  if (findings.length === 0) return `${whom}: nothing found.`;
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${NAMES[severity][number === 1 ? 0 : 1]}`];
  });
  return `${whom}: ${counts.join(', ')}.`;
}

const NAMES = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
} as const;
