// Placing: grade, year and rules are chosen, the three methods are run at once,
// and what comes out is compared, looked into school by school and pupil by
// pupil, and told apart from other rounds.

import './placing.css';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { segmentSwitch } from '../../part/switch.ts';
import { readRounds, readYears, runsOf, type Run } from '../rounds.ts';
import { choiceBar, readChoice, type Choice } from './choice.ts';
import { compareView } from './compare_view.ts';
import { diffView } from './diff_view.ts';
import { rulesBox } from './rules_box.ts';
import { runBox } from './run_box.ts';
import { schoolsView } from './schools_view.ts';
import { wordingIn, type Wording } from './wording.ts';

const VIEWS = ['compare', 'schools', 'changes'] as const;
type View = (typeof VIEWS)[number];

/** One way of looking at a run. `follow` comes first when it is opened, and again when another round, school or pupil is chosen. */
export interface ViewOf {
  element: HTMLElement;
  follow(chosen: Chosen): void;
  close?(): void;
}

export interface Chosen {
  choice: Choice;
  runs: Run[];
  /** The run that the chosen round is of. */
  run: Run;
  round: string;
}

class Placing implements Part {
  readonly element = h('div', { class: 'placing' });
  private readonly top = h('div', { class: 'placing-top' });
  private readonly stage = h('div', { class: 'placing-stage', 'aria-live': 'off' });
  private readonly wording: Wording;
  private view: ViewOf | null = null;
  private runs: Run[] = [];
  private shown = '';
  /** A round was just removed from the list of them: who did so stays there. */
  private isListOpen = false;
  private closeRun: () => void = () => undefined;

  constructor(
    private readonly office: Office,
    private readonly years: number[],
  ) {
    this.wording = wordingIn(office.language);
    this.element.append(this.top, this.stage);
  }

  follow(): void {
    const choice = readChoice(this.office, this.years);
    if (this.shown.startsWith(`${choice.grade}/${choice.year}/`)) return this.showView(choice);
    void this.open(choice);
  }

  async open(choice = readChoice(this.office, this.years)): Promise<void> {
    try {
      const runs = runsOf(await readRounds(choice.grade, choice.year));
      this.runs = runs;
      this.shown = '';
      this.showTop(choice);
      this.showView(choice);
    } catch (error) {
      this.office.fail(error);
    }
  }

  close(): void {
    this.closeRun();
    this.view?.close?.();
  }

  private get canRun(): boolean {
    const { role, has_all_wards } = this.office.session;
    return role === 'officer' && has_all_wards === true;
  }

  private showTop(choice: Choice): void {
    const { office, wording } = this;
    this.closeRun();
    const rules = rulesBox(office, wording, choice.grade, this.canRun);
    const run = this.canRun ? runBox(office, wording, choice, rules.file, () => void this.open(choice)) : null;
    this.closeRun = () => run?.close();
    this.top.replaceChildren(
      choiceBar(office, wording, choice, this.years),
      rules.element,
      run ? run.element : h('p', { class: 'field-hint' }, wording.say('run_not_yours')),
    );
  }

  private chosen(choice: Choice): Chosen | null {
    const { round } = this.office.address().values;
    const [newest] = this.runs;
    if (!newest) return null;
    const run = this.runs.find(({ rounds }) => rounds.some((one) => one.round === round)) ?? newest;
    const inForce = run.rounds.find(({ state }) => state === 'in_force');
    const fallback = (inForce ?? run.rounds[0])?.round ?? '';
    return { choice, runs: this.runs, run, round: run.rounds.some((one) => one.round === round) ? (round ?? '') : fallback };
  }

  private showView(choice: Choice): void {
    const name = VIEWS.find((one) => one === this.office.address().values['view']) ?? 'compare';
    const chosen = this.chosen(choice);
    const run = name === 'changes' ? '' : (chosen?.run.madeAt ?? ''); // changes are between any two
    const key = `${choice.grade}/${choice.year}/${name}/${run}`;
    if (key === this.shown && chosen) return this.view?.follow(chosen);
    this.view?.close?.();
    this.view = null;
    this.shown = key;
    if (!chosen) return this.stage.replaceChildren(this.emptyState(choice));
    this.view = this.viewOf(name, chosen);
    this.stage.replaceChildren(this.viewSwitch(name), this.view.element);
    this.view.follow(chosen);
  }

  private viewOf(name: View, chosen: Chosen): ViewOf {
    const { office, wording } = this;
    if (name === 'schools') return schoolsView(office, wording, chosen);
    if (name === 'changes') return diffView(office, wording);
    const { isListOpen } = this;
    this.isListOpen = false;
    return compareView(office, wording, chosen, isListOpen, () => {
      this.isListOpen = true;
      void this.open(chosen.choice);
    });
  }

  private viewSwitch(name: View): HTMLElement {
    const segments = VIEWS.map((view) => ({ name: view, label: this.wording.say(`view_${view}`) }));
    const views = segmentSwitch('view', this.wording.say('views'), segments, (view) => {
      this.office.go({ view });
      this.element.querySelector<HTMLInputElement>('.view-switch :checked')?.focus();
    });
    views.show(name);
    return h('div', { class: 'placing-views' }, views.element);
  }

  private emptyState({ grade, year }: Choice): HTMLElement {
    const { wording } = this;
    return h(
      'div',
      { class: 'message placing-empty' },
      h('h2', {}, wording.say('empty_title', { grade, year: wording.say('school_year', { from: year, to: year + 1 }) })),
      h('ol', { class: 'steps' }, ...(['empty_1', 'empty_2', 'empty_3'] as const).map((step) => h('li', {}, wording.say(step)))),
    );
  }
}

export async function openPlacing(office: Office): Promise<Part> {
  const part = new Placing(office, await readYears());
  await part.open();
  return part;
}
