/** What the tab holds in which tokens are made. In memory alone: nothing is stored. */
import type { Finding } from 'chat-token/inspect';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import { adviseUser, announce, check, evaluate, type Outcome } from './evaluate.ts';
import { applyEdit, type Edit, formOf, nodesOf } from './form.ts';
import { readJson, writeJson } from './json.ts';
import { newKey, type PlaygroundKey } from './keys.ts';
import { later } from './later.ts';
import { LOCALES, type PlaygroundVendor, TIME_ZONES, VENDORS } from './vendors.ts';

/** A user as it is edited: the text is what counts, the value what was last read of it. */
interface Draft {
  text: string;
  value: unknown;
  /** Why the text is no JSON. */
  problem: string | undefined;
  key: PlaygroundKey;
  lifetime: string;
  situation: string;
}

function startWith({ example, lifetime = '', vendor }: PlaygroundVendor): Draft {
  const text = writeJson(example);
  const key = newKey(vendor.token.secretEncoding?.name);
  return { text, value: example, problem: undefined, key, lifetime, situation: 'right' };
}

/** The state of the tab. */
export function useMaker() {
  const first = VENDORS[0];
  if (first === undefined) throw new Error('There is no vendor');
  const drafts = reactive(new Map(VENDORS.map((each) => [each.name, startWith(each)])));
  const vendorName = ref(first.name);
  const mode = ref<'form' | 'json'>('form');
  const agentLocale = ref(LOCALES[0]?.id ?? 'en-GB');
  const agentTimeZone = ref(TIME_ZONES[0] ?? 'UTC');
  const outcome = shallowRef<Outcome>({ problem: '' });
  const announcement = ref('');
  const isBusy = ref(false);

  const vendor = computed(() => VENDORS.find(({ name }) => name === vendorName.value) ?? first);
  const draft = computed(() => drafts.get(vendor.value.name) ?? startWith(vendor.value));
  const checked = computed(() => check(vendor.value, draft.value.value));
  const form = computed(() =>
    formOf(vendor.value.contract, draft.value.value, checked.value.issues),
  );
  /** Each fault, with the field that it stands at. */
  const faults = computed(() => {
    const places = nodesOf(form.value);
    return checked.value.issues.map((issue) => ({
      ...issue,
      id: places.find(({ where }) => where === issue.path)?.id,
    }));
  });
  const findings = computed<readonly Finding[]>(() =>
    checked.value.issues.length > 0 || outcome.value.token === undefined
      ? adviseUser(vendor.value, draft.value.value)
      : outcome.value.findings,
  );

  function edit(change: Edit): void {
    const { value } = draft.value;
    draft.value.value = applyEdit(vendor.value.contract, value, change);
    draft.value.text = writeJson(draft.value.value);
    draft.value.problem = undefined;
  }

  function write(text: string): void {
    const read = readJson(text);
    draft.value.text = text;
    draft.value.problem = read.problem;
    if (read.problem === undefined) draft.value.value = read.value;
  }

  /** The example again. */
  function reset(): void {
    const { key, lifetime, situation } = draft.value;
    drafts.set(vendor.value.name, { ...startWith(vendor.value), key, lifetime, situation });
  }

  function renewKey(): void {
    draft.value.key = newKey(vendor.value.vendor.token.secretEncoding?.name);
  }

  let run = 0;
  async function refresh(): Promise<void> {
    run += 1;
    const own = run;
    const { value: user, key, lifetime, situation } = draft.value;
    const place = { agentLocale: agentLocale.value, agentTimeZone: agentTimeZone.value };
    const request = { user, key, lifetime, situation, ...place };
    isBusy.value = true;
    const set = (made: Outcome) => {
      // The input has changed since: only the outcome of the last one is shown.
      if (own !== run) return;
      outcome.value = made;
      isBusy.value = false;
    };
    try {
      set(await evaluate(vendor.value, request));
    } catch (error) {
      // The outcome of the user before must not stand beside this one.
      set({
        problem: 'The playground failed. That is a mistake in it, and says nothing of the user.',
      });
      throw error;
    }
  }

  const shown = () => {
    const { value, key, lifetime, situation } = draft.value;
    return [vendorName.value, value, key, lifetime, situation];
  };
  watch([shown, agentLocale, agentTimeZone], refresh, { immediate: true });
  // Not with each letter: a screen reader reads it aloud.
  const say = later(700, () => {
    announcement.value = announce(checked.value, draft.value.problem);
  });
  watch([checked, () => draft.value.problem], say);

  return {
    vendors: VENDORS,
    vendorName,
    vendor,
    mode,
    draft,
    form,
    checked,
    faults,
    findings,
    agentLocale,
    agentTimeZone,
    outcome,
    announcement,
    isBusy,
    edit,
    write,
    reset,
    renewKey,
  };
}
