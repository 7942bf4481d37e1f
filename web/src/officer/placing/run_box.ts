// Ordering the three methods at once, and watching them. The work runs in the
// server; who comes back while it runs finds its progress here again.

import type { Job } from '../../api/office.ts';
import { h } from '../../element.ts';
import { stepWords } from '../../office/job_steps.ts';
import { hasEnded } from '../../office/jobs.ts';
import type { Office } from '../../office/office.ts';
import type { Choice } from './choice.ts';
import { uploadRules } from './rules_upload.ts';
import type { Wording } from './wording.ts';

export interface RunBox {
  element: HTMLElement;
  close(): void;
}

function isOf(job: Job, choice: Choice): boolean {
  return job.kind === 'placement' && job.options['grade'] === choice.grade && job.options['year'] === choice.year;
}

/** What the log of a job says of the data: "note: …" and "fault: …". */
export function findingsOf(job: Job): { kind: 'note' | 'fault'; text: string }[] {
  return (job.log ?? '').split('\n').flatMap((line) => {
    const [, kind, text] = /^(note|fault): (.*)$/.exec(line) ?? [];
    return kind && text ? [{ kind: kind as 'note' | 'fault', text }] : [];
  });
}

function progress(job: Job, wording: Wording): HTMLElement[] {
  return [
    h('progress', { class: 'progress', max: 1000, value: job.per_mille, 'aria-label': wording.say('run_progress') }),
    h('p', { class: 'run-step' }, job.state === 'waiting' ? wording.say('run_waiting') : wording.say('run_running', { step: stepWords(job, wording.language) })),
  ];
}

function ending(job: Job, wording: Wording): HTMLElement[] {
  const findings = findingsOf(job);
  const list = findings.length > 0 && h('ul', { class: 'findings' }, ...findings.map(({ kind, text }) => h('li', { class: `is-${kind}` }, text)));
  if (job.state === 'done') return list ? [h('p', {}, wording.say('run_notes', { n: findings.length })), list] : [];
  const words = job.state === 'cancelled' ? wording.say('run_cancelled') : wording.say('run_failed');
  return [h('div', { class: 'trouble', role: 'alert' }, h('p', {}, words), list || h('p', {}, job.error ?? ''))];
}

/** `rulesFile`: the officer's own rules, if any were chosen. */
export function runBox(office: Office, wording: Wording, choice: Choice, rulesFile: () => File | null, onDone: () => void): RunBox {
  const status = h('div', { class: 'run-status', 'aria-live': 'polite' });
  const button = h('button', { type: 'button', class: 'primary', id: 'run', onclick: () => void run() }, wording.say('run'));
  const show = (job: Job) => {
    button.disabled = !hasEnded(job);
    status.replaceChildren(...(hasEnded(job) ? ending(job, wording) : progress(job, wording)));
  };
  const follow = async (job: Promise<Job>) => {
    button.disabled = true;
    try {
      const ended = await job;
      show(ended);
      if (ended.state !== 'done') return;
      office.say(wording.say('run_done'));
      onDone();
    } catch (error) {
      office.fail(error);
    } finally {
      button.disabled = false;
    }
  };
  async function order(): Promise<Job> {
    const file = rulesFile();
    const rules = file ? await uploadRules(file) : null;
    const { grade, year } = choice;
    return office.jobs.run({ kind: 'placement', grade, year, method: 'all', ...(rules && { rules }) }, show);
  }
  const run = () => {
    button.disabled = true; // before the job is known, lest it be followed twice
    return follow(order());
  };
  // The list of jobs may come after this.
  const catchUp = () => {
    const running = office.jobs.jobs.find((job) => isOf(job, choice) && !hasEnded(job));
    if (running && !button.disabled) void follow(office.jobs.watch(running.id, show));
  };
  office.jobs.addEventListener('change', catchUp);
  catchUp();
  return {
    element: h('div', { class: 'run-box' }, button, status),
    close: () => office.jobs.removeEventListener('change', catchUp),
  };
}
