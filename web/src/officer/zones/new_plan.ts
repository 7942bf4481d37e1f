// A new draft: of another plan, suggested by the machine, or from nothing. The
// machine's options are asked in plain words; what is left alone is as usual.

import type { Level, Profile } from '../../api/contract.ts';
import type { JobOrder } from '../../api/office.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { openDialog } from '../../part/dialog.ts';
import { choice, numberField, pick } from './fields.ts';
import { planChoice } from './plan_words.ts';
import * as plans from './plans.ts';
import { canSuggest } from './rights.ts';
import { orderSuggestion } from './suggestion.ts';
import type { Wording } from './wording.ts';

type How = 'copy' | 'suggest' | 'empty';

function suggestFields(level: Level, profiles: Profile[], drafts: plans.Plan[], wording: Wording) {
  const method = pick(wording.say('suggest_method'), [
    { value: 'balanced', label: `${wording.say('suggest_balanced')}: ${wording.say('suggest_balanced_hint')}` },
    { value: 'nearest', label: `${wording.say('suggest_nearest')}: ${wording.say('suggest_nearest_hint')}` },
  ]);
  const profile = pick(wording.say('suggest_profile'), profiles.map((value) => ({ value, label: wording.by(value) })));
  const cap = numberField(wording.say('suggest_cap'), wording.say('suggest_cap_hint'), 100, 100000);
  const seats = numberField(wording.say('suggest_seats'), wording.say('suggest_seats_hint'), 1, 200, 100);
  const moved = pick(
    wording.say('suggest_moved'),
    (['0', '500', '3000'] as const).map((value) => ({ value, label: wording.say(`suggest_moved_${value}`) })),
  );
  const lock = pick(wording.say('suggest_lock'), [{ value: '', label: wording.say('suggest_lock_none') }, ...drafts.map((plan) => ({ value: plan.plan, label: planChoice(plan, wording) }))]);
  const order = (): JobOrder => ({
    kind: 'zones',
    level,
    method: method.value(),
    profile: profile.value(),
    seats_percent: seats.value() ?? 100,
    ...(cap.value() !== null && { cap_m: cap.value() as number }),
    ...(moved.value() !== '0' && { weight_moved_m: Number(moved.value()) }),
    ...(lock.value() !== '' && { lock_from: lock.value() }),
  });
  const fields = [method, profile, cap, seats, moved, ...(drafts.length > 0 ? [lock] : [])].map(({ element }) => element);
  return { element: h('div', { class: 'dialog-form' }, ...fields), order };
}

export function openNewPlan(office: Office, wording: Wording, level: Level, listed: plans.Plan[]): void {
  const mayNot = canSuggest(office.session) ? undefined : wording.say('new_suggest_absent');
  const from = pick(wording.say('new_from'), listed.map((plan) => ({ value: plan.plan, label: planChoice(plan, wording) })));
  const suggest = suggestFields(level, office.city.profiles, listed.filter(({ state }) => state === 'draft'), wording);
  const sections: Record<How, HTMLElement | null> = { copy: from.element, suggest: suggest.element, empty: null };
  const how = choice<How>(
    wording.say('new_how'),
    [
      { value: 'copy', label: wording.say('new_copy'), hint: wording.say('new_copy_hint'), absent: listed.length === 0 ? wording.say('list_empty_admin') : undefined },
      { value: 'suggest', label: wording.say('new_suggest'), hint: mayNot ?? wording.say('new_suggest_hint'), absent: mayNot },
      { value: 'empty', label: wording.say('new_empty'), hint: wording.say('new_empty_hint') },
    ],
    (value) => {
      for (const [name, section] of Object.entries(sections)) if (section) section.hidden = name !== value;
    },
  );
  const act = h('button', { type: 'submit', class: 'primary' }, wording.say('new_make'));
  const make = async () => {
    act.disabled = true;
    try {
      await makePlan(how.value(), level, from.value(), suggest.order, office, wording);
      dialog.close();
    } catch (error) {
      act.disabled = false;
      office.fail(error);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void make();
  };
  const form = h('form', { class: 'dialog-form', onsubmit: submit }, how.element, from.element, suggest.element, h('div', { class: 'dialog-actions' }, act));
  const dialog = openDialog(wording.say('new_plan'), wording, [form]);
}

async function makePlan(how: How, level: Level, from: string, order: () => JobOrder, office: Office, wording: Wording): Promise<void> {
  if (how === 'suggest') return void orderSuggestion(order(), office, wording);
  const { plan } = how === 'copy' ? await plans.copyPlan(from) : await plans.emptyPlan(level);
  office.go({ plan });
  if (how === 'copy') office.say(wording.say('copied'));
}
