// The plans of a level: what is in force, the drafts, what was before; each with
// what it does, so that they can be chosen between. Measures come one plan after
// the other, for plans of another question need seconds.

import type { Level } from '../../api/contract.ts';
import type { Office, Part } from '../../office/office.ts';
import { hasEnded } from '../../office/jobs.ts';
import { h } from '../../element.ts';
import { formatAddress } from '../../part/address.ts';
import { levelSwitch } from '../../part/switch.ts';
import { measureRows } from './measures.ts';
import { openNewPlan } from './new_plan.ts';
import { planMade, planName, planOf, stateChip } from './plan_words.ts';
import * as plans from './plans.ts';
import { proposalOf } from './publish.ts';
import { canDraw } from './rights.ts';
import { suggestion } from './suggestion.ts';
import type { Wording } from './wording.ts';

// What counts first, then what is worked on, then what was.
const STATES = ['in_force', 'draft', 'published'] as const;

export class PlanList implements Part {
  readonly element = h('div', { class: 'sheet-page plan-list' });
  private readonly levels;
  private readonly groups = h('div', { class: 'plan-groups' });
  private readonly running = h('div', { class: 'plan-running' });
  private readonly make: HTMLButtonElement;
  private left = new AbortController();
  private level: Level;
  private listed: plans.Plan[] = [];
  private wasRunning = false;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
  ) {
    this.level = this.levelAsked();
    this.levels = levelSwitch(wording, office.city.levels, (level) => office.go({ level }, false));
    this.make = h('button', { type: 'button', class: 'primary', onclick: () => this.openNew() }, wording.say('new_plan'));
    this.element.append(
      h('header', { class: 'plan-list-head' }, h('div', {}, h('h2', {}, wording.say('list_title')), h('p', { class: 'field-hint' }, wording.say('list_why'))), canDraw(office.session) ? this.make : ''),
      this.levels.element,
      this.running,
      this.groups,
    );
    office.jobs.addEventListener('change', this.onJobs);
    this.showJobs();
    void this.read();
  }

  follow(): void {
    const level = this.levelAsked();
    if (level === this.level) return;
    this.level = level;
    void this.read();
  }

  close(): void {
    this.left.abort();
    this.office.jobs.removeEventListener('change', this.onJobs);
  }

  private levelAsked(): Level {
    const { levels } = this.office.city;
    const asked = this.office.address().values['level'];
    return levels.find((one) => one === asked) ?? levels.find((one) => one === 'primary') ?? levels[0] ?? 'primary';
  }

  private openNew(): void {
    openNewPlan(this.office, this.wording, this.level, this.listed);
  }

  private readonly onJobs = () => this.showJobs();

  private showJobs(): void {
    const job = this.office.jobs.jobs.find(({ kind }) => kind === 'zones');
    const isRunning = job !== undefined && !hasEnded(job);
    if (this.wasRunning && !isRunning) void this.read();
    this.wasRunning = isRunning;
    this.running.replaceChildren(...(job && isRunning ? [suggestion(job, this.office, this.wording)] : []));
  }

  private async read(): Promise<void> {
    this.left.abort();
    this.left = new AbortController();
    const { signal } = this.left;
    this.levels.show(this.level);
    try {
      const listed = await plans.listPlans(this.level);
      if (signal.aborted) return;
      this.listed = listed.reverse();
      this.showAll();
      for (const plan of this.listed) await this.showMeasures(plan, signal);
    } catch (error) {
      if (!signal.aborted) this.office.fail(error);
    }
  }

  private showAll(): void {
    const { wording } = this;
    if (this.listed.length === 0) {
      const empty = wording.say(canDraw(this.office.session) ? 'list_empty' : 'list_empty_admin');
      return this.groups.replaceChildren(h('p', { class: 'message' }, empty));
    }
    const cards = STATES.flatMap((state) => this.listed.filter((plan) => plan.state === state)).map((plan) => this.card(plan));
    this.groups.replaceChildren(h('ul', { class: 'plan-cards' }, ...cards));
  }

  private card(plan: plans.Plan): HTMLElement {
    const { wording, office } = this;
    const href = formatAddress({ part: 'zones', values: { plan: plan.plan }, language: office.language });
    return h(
      'li',
      { class: `plan-card is-${plan.state.replace('_', '-')}`, 'data-plan': plan.plan },
      h('p', { class: 'plan-card-head' }, h('a', { href }, planName(plan, wording)), stateChip(plan, wording)),
      h('p', { class: 'field-hint' }, planOf(plan, wording)),
      h('p', { class: 'field-hint plan-made' }, planMade(plan, wording)),
      h('div', { class: 'plan-card-proposal' }),
      h('div', { class: 'plan-card-measures' }, h('p', { class: 'field-hint' }, wording.say('measuring'))),
    );
  }

  private async showMeasures(plan: plans.Plan, signal: AbortSignal): Promise<void> {
    const find = (name: string) => this.groups.querySelector(`[data-plan="${plan.plan}"] ${name}`);
    const place = find('.plan-card-measures');
    if (plan.state === 'draft') {
      const told = await proposalOf(plan, this.wording);
      if (told && !signal.aborted) find('.plan-card-proposal')?.replaceChildren(h('p', { class: 'chip is-warning' }, told));
    }
    try {
      const rows = measureRows(await plans.readMeasures(plan.plan, signal, 0), this.wording);
      const pairs = rows.map(({ name, label, text, isBad }) =>
        h('div', { 'data-measure': name }, h('dt', {}, label), h('dd', { class: isBad ? 'is-bad' : null }, text)),
      );
      place?.replaceChildren(h('dl', { class: 'plan-card-list' }, ...pairs));
    } catch (error) {
      if (signal.aborted) return;
      place?.replaceChildren(h('p', { class: 'field-hint' }, this.wording.say('not_measured', { why: error instanceof Error ? error.message : '' })));
    }
  }
}
