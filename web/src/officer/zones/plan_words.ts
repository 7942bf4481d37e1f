// What a plan is called: plans have no names, so they go by level, grade, year,
// how they were made and when.

import { h } from '../../element.ts';
import type { Plan } from './plans.ts';
import type { Wording } from './wording.ts';

export function shortId({ plan }: Plan): string {
  return plan.slice(0, 6);
}

export function planName(plan: Plan, wording: Wording): string {
  return wording.say('plan_name', { id: shortId(plan) });
}

export function planOf({ level, grade, year }: Plan, wording: Wording): string {
  const parts = [wording.say(`level_${level}`)];
  if (grade !== null) parts.push(wording.say('grade', { n: grade }));
  if (year !== null) parts.push(wording.say('school_year', { from: year, to: year + 1 }));
  return parts.join(' · ');
}

export function planMade(plan: Plan, wording: Wording): string {
  const parts = [wording.say(`method_${plan.method}`), wording.say('made', { at: wording.moment(plan.made_at) })];
  if (plan.step > 0) parts.push(wording.say('steps', { n: wording.count(plan.step) }));
  return parts.join(' · ');
}

/** For lists to choose from. */
export function planChoice(plan: Plan, wording: Wording): string {
  const state = wording.say(plan.state);
  return `${planName(plan, wording)} – ${state}, ${wording.say(`method_${plan.method}`)}, ${wording.moment(plan.made_at)}`;
}

/** A draft is always visibly a draft. */
export function stateChip(plan: Plan, wording: Wording): HTMLElement {
  return h('span', { class: `chip state-chip is-${plan.state.replace('_', '-')}` }, wording.say(plan.state));
}
