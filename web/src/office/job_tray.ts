// The jobs of who is signed in, behind a button that says how many are running.
// They run in the server: the page can be left and they are here again.

import type { Job } from '../api/office.ts';
import { h } from '../element.ts';
import { stepWords } from './job_steps.ts';
import { hasEnded, type JobDesk } from './jobs.ts';
import type { Sentence, Wording } from './wording.ts';

const JOB_NAMES: Record<string, Sentence> = {
  import: 'job_import',
  network: 'job_network',
  units: 'job_units',
  zones: 'job_zones',
  placement: 'job_placement',
  forecast: 'job_forecast',
  backtest: 'job_backtest',
  site: 'job_site',
  'contest effect': 'job_contest_effect',
  'contest apply': 'job_contest_apply',
};

/** What a job is called: by its kind and, where that has several, its verb. */
export function jobName({ kind, options }: Job, wording: Wording): string {
  const verb = options['verb'];
  return wording.say(JOB_NAMES[typeof verb === 'string' ? `${kind} ${verb}` : kind] ?? 'job_other');
}

function progress(job: Job, wording: Wording): HTMLElement {
  const label = `${jobName(job, wording)}: ${wording.share(job.per_mille / 1000)}`;
  return h('progress', { class: 'progress', max: 1000, value: job.per_mille, 'aria-label': label });
}

function jobLine(job: Job, desk: JobDesk, wording: Wording): HTMLElement {
  const isRunning = !hasEnded(job);
  return h(
    'li',
    { class: `job is-${job.state}` },
    h(
      'p',
      { class: 'job-head' },
      h('strong', {}, jobName(job, wording)),
      h('span', { class: 'job-state' }, wording.say(`job_is_${job.state}`)),
    ),
    isRunning && progress(job, wording),
    h('p', { class: 'job-words' }, isRunning ? stepWords(job, wording.language) : (job.error ?? wording.moment(job.ended_at ?? job.made_at))),
    isRunning && h('button', { type: 'button', class: 'quiet', onclick: () => void desk.end(job.id) }, wording.say('job_end')),
  );
}

export function jobTray(desk: JobDesk, wording: Wording): HTMLElement {
  const summary = h('summary', { class: 'quiet' });
  const list = h('ul', { class: 'jobs' });
  const empty = h('p', { class: 'job-words' }, wording.say('job_none'));
  const status = h('span', { class: 'hidden', role: 'status' });
  let running = 0;
  const show = () => {
    const now = desk.jobs.filter((job) => !hasEnded(job)).length;
    summary.textContent = now > 0 ? wording.say('jobs_running', { n: now }) : wording.say('jobs');
    summary.classList.toggle('is-busy', now > 0);
    if (now < running) status.textContent = wording.say('job_has_ended');
    running = now;
    list.replaceChildren(...desk.jobs.slice(0, 8).map((job) => jobLine(job, desk, wording)));
    empty.hidden = desk.jobs.length > 0;
  };
  desk.addEventListener('change', show);
  show();
  const tray = h('details', { class: 'tray' }, summary, h('div', { class: 'tray-body' }, empty, list));
  tray.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !tray.open) return;
    tray.open = false;
    summary.focus();
  });
  return h('div', { class: 'tray-place' }, tray, status);
}
