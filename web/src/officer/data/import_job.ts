// Doing it: one button once the preview is fine, then the job and how it ended.
// The job runs in the server; its name is in the address, so whoever comes back
// sees it go on, or its end.

import { answerOf, service } from '../../api/request.ts';
import { CSRF, type Job, type JobOrder } from '../../api/office.ts';
import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import { stepWords } from '../../office/job_steps.ts';
import { hasEnded } from '../../office/jobs.ts';
import type { Office } from '../../office/office.ts';
import { formatAddress } from '../../part/address.ts';
import { findingTable, rowCount, type ImportOutcome } from './import_preview.ts';
import { findingWords } from './finding_words.ts';
import type { Kind } from './import_kinds.ts';
import type { Wording } from './wording.ts';

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

export interface JobStepHandlers {
  /** It has been ordered. */
  onImport(job: string): void;
  onDone(): void;
}

export interface Offer {
  order: JobOrder;
  n: number;
}

export class JobStep {
  readonly element = h('div', { class: 'data-job', 'aria-live': 'polite' });
  private watched = '';
  private readonly bar = h('progress', { class: 'progress', max: 1000, value: 0 });
  private readonly step = h('p', { class: 'field-hint' });

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    private readonly handlers: JobStepHandlers,
  ) {}

  /** What may be imported now; null while there is nothing. */
  offer(offer: Offer | null): void {
    this.watched = '';
    const { wording } = this;
    const label = offer ? wording.say('import_now', { n: wording.count(offer.n) }) : wording.say('step_import');
    const button = h('button', { type: 'button', class: 'primary', id: 'import-now', disabled: offer === null }, label);
    if (offer)
      button.addEventListener('click', () => {
        button.disabled = true;
        void this.order(offer.order).catch((error: unknown) => {
          button.disabled = false;
          this.office.fail(error);
        });
      });
    this.element.replaceChildren(button);
  }

  watch(id: string, kind: Kind): void {
    if (this.watched === id) return;
    this.watched = id;
    const { wording, office } = this;
    this.bar.setAttribute('aria-label', wording.say('importing'));
    this.element.replaceChildren(
      h('p', {}, h('strong', {}, `${wording.say('importing')}: ${wording.say(`what_${kind}`)}`)),
      this.bar,
      this.step,
      h('p', { class: 'field-hint' }, wording.say('importing_leave')),
    );
    office.jobs
      .watch(id, (job) => this.told(job))
      .then((job) => this.ended(job, kind))
      .catch((error: unknown) => office.fail(error));
  }

  private async order(body: JobOrder): Promise<void> {
    const job = await answerOf(service.POST('/v1/jobs', { params: { header: CSRF }, body }));
    this.handlers.onImport(job.id);
  }

  private told(job: Job): void {
    if (job.id !== this.watched || hasEnded(job)) return;
    this.bar.value = job.per_mille;
    this.step.textContent = job.state === 'waiting' ? this.wording.say('trying_waits') : capital(stepWords(job, this.wording.language));
  }

  private ended(job: Job, kind: Kind): void {
    if (job.state === 'done') this.handlers.onDone();
    if (job.id !== this.watched) return;
    const outcome = job.result as ImportOutcome | null | undefined;
    this.element.replaceChildren(job.state === 'done' && outcome ? this.done(outcome, kind) : this.failed(job, outcome ?? null, kind));
    this.element.querySelector<HTMLElement>('h3')?.focus();
  }

  private link(values: Record<string, string>, label: string, isPrimary: boolean): HTMLElement {
    const href = formatAddress({ part: 'data', values, language: this.office.language });
    return h('a', { class: isPrimary ? 'primary data-import' : 'quiet', href }, label);
  }

  private done(outcome: ImportOutcome, kind: Kind): HTMLElement {
    const { wording } = this;
    const merged = outcome.report.filter((line) => line.outcome === 'merged').reduce((sum, { count }) => sum + count, 0);
    const what = wording.say(`what_${kind}`).toLocaleLowerCase(wording.language);
    return h(
      'div',
      { class: 'data-verdict is-good' },
      icon('done'),
      h(
        'div',
        {},
        h('h3', { tabindex: -1 }, wording.say('imported_title')),
        h('p', {}, wording.say('imported_kept', { n: wording.count(rowCount(outcome)), what })),
        merged > 0 && h('p', {}, wording.say('imported_merged', { n: wording.count(merged) })),
        h('div', { class: 'actions' }, this.link({}, wording.say('imported_next'), true), this.link({ view: 'import' }, wording.say('import_another'), false)),
      ),
    );
  }

  private failed(job: Job, outcome: ImportOutcome | null, kind: Kind): HTMLElement {
    const { wording } = this;
    const why = job.error ? findingWords(job.error, outcome?.file ?? null, kind, wording) : '';
    return h(
      'div',
      { class: 'data-verdict is-bad' },
      icon('warning'),
      h(
        'div',
        {},
        h('h3', { tabindex: -1 }, wording.say('import_failed')),
        h('p', {}, why),
        outcome && outcome.findings.length > 0 && findingTable(outcome, kind, wording),
        h('div', { class: 'actions' }, this.link({ view: 'import', what: kind }, wording.say('import_another'), false)),
      ),
    );
  }
}
