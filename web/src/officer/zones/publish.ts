// Putting a plan in force: who may, says so in the plan's own words after having
// read what changes for how many; who may not, proposes it. The proposal stands
// in the plan's history, and holds as long as nothing is drawn after it.

import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { confirm } from '../../part/dialog.ts';
import { planName } from './plan_words.ts';
import * as plans from './plans.ts';
import type { Wording } from './wording.ts';

/** "lan đề nghị công bố lúc …", or null. */
export async function proposalOf(plan: plans.Plan, wording: Wording): Promise<string | null> {
  const { history } = await plans.readPlan(plan.plan);
  const last = history[0];
  if (last?.action !== 'plan.propose') return null;
  return wording.say('proposed_by', { who: last.who.replace(/^\S+ /, ''), at: wording.moment(last.at) });
}

async function effect(plan: plans.Plan, whole: plans.Measures, wording: Wording, signal: AbortSignal): Promise<string[]> {
  const inForce = (await plans.listPlans(plan.level)).find(({ state, grade, year }) => state === 'in_force' && grade === plan.grade && year === plan.year);
  const told = [];
  if (!inForce) told.push(wording.say('publish_first'));
  else {
    const diff = await plans.readDiff(plan.plan, inForce.plan, signal);
    const values = { n: wording.count(diff.entrants_moved), units: wording.count(diff.units.length), wards: wording.count(diff.wards.length) };
    told.push(wording.say('publish_changes', values));
  }
  if (whole.over_seats > 0) told.push(wording.say('publish_over', { n: wording.count(whole.over_seats) }));
  if (whole.unzoned > 0) told.push(wording.say('publish_unzoned', { n: wording.count(whole.unzoned) }));
  return told;
}

/** True once it is in force. */
export async function publish(plan: plans.Plan, step: number, whole: plans.Measures, office: Office, wording: Wording, signal: AbortSignal): Promise<boolean> {
  const told = await effect(plan, whole, wording, signal);
  const agreed = await confirm(
    {
      title: wording.say('publish_title', { plan: planName(plan, wording) }),
      content: [...told.map((sentence) => h('p', {}, sentence)), h('p', {}, wording.say('publish_means'))],
      action: wording.say('publish'),
      typed: { label: wording.say('publish_type', { words: plan.confirm }), words: plan.confirm },
    },
    wording,
  );
  if (!agreed) return false;
  await plans.publishPlan(plan.plan, plan.confirm, step);
  office.say(wording.say('published_now'));
  return true;
}

export async function propose(plan: plans.Plan, step: number, whole: plans.Measures, office: Office, wording: Wording, signal: AbortSignal): Promise<boolean> {
  const told = await effect(plan, whole, wording, signal);
  const content = [...told, wording.say('propose_means')].map((sentence) => h('p', {}, sentence));
  if (!(await confirm({ title: wording.say('propose_title'), content, action: wording.say('propose') }, wording))) return false;
  await plans.proposePlan(plan.plan, step);
  office.say(wording.say('proposed_now'));
  return true;
}
