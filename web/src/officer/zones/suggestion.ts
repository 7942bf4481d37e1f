// The machine divides the city into zones: how far it is, and what came of it.

import type { Job, JobOrder } from '../../api/office.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { formatAddress } from '../../part/address.ts';
import type { Wording } from './wording.ts';

export function suggestion(job: Job, office: Office, wording: Wording): HTMLElement {
  const title = wording.say('suggest_running');
  return h(
    'section',
    { class: 'plan-card', 'aria-label': title },
    h('p', {}, h('strong', {}, title), ` · ${job.state === 'waiting' ? wording.say('in_line') : wording.share(job.per_mille / 1000)}`),
    h('progress', { class: 'progress', max: 1000, value: job.per_mille, 'aria-label': title }),
    h('p', { class: 'field-hint' }, wording.say('suggest_leave')),
    h('button', { type: 'button', class: 'quiet', onclick: () => void office.jobs.end(job.id) }, wording.say('cancel')),
  );
}

function planMade(job: Job): string | null {
  if (typeof job.result !== 'object' || job.result === null) return null;
  const made: unknown = (job.result as Record<string, unknown>)['suggestions'];
  const first: unknown = Array.isArray(made) ? made[0] : null;
  const plan: unknown = typeof first === 'object' && first !== null ? (first as Record<string, unknown>)['plan'] : null;
  return typeof plan === 'string' ? plan : null;
}

/** Orders it; wherever one is on the page by then, the end is told with a way there. */
export async function orderSuggestion(order: JobOrder, office: Office, wording: Wording): Promise<void> {
  try {
    const job = await office.jobs.run(order);
    if (job.state === 'cancelled') return;
    const plan = planMade(job);
    if (job.state !== 'done' || !plan) return office.say(wording.say('suggest_failed', { why: job.error ?? job.state }));
    const desk = formatAddress({ part: 'zones', values: { plan }, language: office.language });
    office.say(wording.say('suggest_done'), { label: wording.say('open'), act: () => (location.hash = desk) });
  } catch (error) {
    office.fail(error);
  }
}
