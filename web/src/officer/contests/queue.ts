// The queue: how many contests of each state and kind, and those of the chosen
// ones as a table, the oldest first.

import type { Contest, ContestKind, ContestState } from '../../api/contests.ts';
import { h } from '../../element.ts';
import { segmentSwitch } from '../../part/switch.ts';
import { table, type Table } from '../../part/table.ts';
import type { Wording } from './wording.ts';

export const STATES: ContestState[] = ['open', 'accepted', 'refused', 'withdrawn'];
export const KINDS: ContestKind[] = ['pin', 'lane', 'gate', 'other'];
const DAY_MS = 86_400_000;

export interface Chosen {
  state: ContestState;
  kind: ContestKind | null;
  contest: string | null;
}

export function waitedDays(contest: Contest): number {
  const until = contest.state === 'open' ? Date.now() : Date.parse(contest.decided_at ?? contest.made_at);
  return Math.max(0, Math.floor((until - Date.parse(contest.made_at)) / DAY_MS));
}

export function ageWords(contest: Contest, wording: Wording): string {
  const n = waitedDays(contest);
  return n === 0 ? wording.say('age_today') : wording.say('age_days', { n });
}

export class Queue {
  readonly element = h('section', { class: 'contest-queue' });
  private readonly table: Table<Contest>;

  constructor(
    private readonly wording: Wording,
    private readonly onChange: (change: Partial<Chosen>) => void,
  ) {
    this.table = table<Contest>(
      {
        caption: wording.say('queue'),
        key: ({ id }) => id,
        onChoose: ({ id }) => onChange({ contest: id }),
        empty: wording.say('empty'),
        columns: [
          { name: 'age', title: wording.say('column_age'), width: '7rem', isNumber: true, value: (one) => waitedDays(one), show: (one) => ageWords(one, wording) },
          { name: 'kind', title: wording.say('column_kind'), width: '6rem', value: (one) => wording.say(`short_${one.kind}`) },
          { name: 'pupil', title: wording.say('column_pupil'), width: '7rem', value: (one) => one.pupil },
        ],
      },
      wording,
    );
  }

  show(contests: Contest[], chosen: Chosen): void {
    const ofState = contests.filter(({ state }) => state === chosen.state);
    const rows = ofState.filter(({ kind }) => chosen.kind === null || kind === chosen.kind);
    const focused = document.activeElement;
    const name = focused instanceof HTMLInputElement && this.element.contains(focused) ? focused.value : null;
    this.element.replaceChildren(
      h('h2', {}, this.wording.say('queue')),
      this.states(contests, chosen),
      this.kinds(ofState, chosen),
      this.table.element,
    );
    if (name !== null) this.element.querySelector<HTMLInputElement>(`input[value="${name}"]`)?.focus();
    this.table.show(rows, chosen.contest);
  }

  private states(contests: Contest[], { state }: Chosen): HTMLElement {
    const label = (one: ContestState) =>
      this.wording.say('count', { label: this.wording.say(`short_${one}`), n: contests.filter((contest) => contest.state === one).length });
    const segments = STATES.map((name) => ({ name, label: label(name) }));
    const choice = segmentSwitch('contest-state', this.wording.say('state'), segments, (next) => this.onChange({ state: next, contest: null }));
    choice.show(state);
    return choice.element;
  }

  private kinds(ofState: Contest[], { kind }: Chosen): HTMLElement {
    const n = (one: ContestKind) => ofState.filter((contest) => contest.kind === one).length;
    const option = (value: string, label: string, count: number) =>
      h('option', { value, selected: value === (kind ?? '') }, this.wording.say('count', { label, n: count }));
    const select = h(
      'select',
      { class: 'field-input', id: 'contest-kind', onchange: () => this.onChange({ kind: (select.value || null) as ContestKind | null, contest: null }) },
      option('', this.wording.say('all_kinds'), ofState.length),
      ...KINDS.map((one) => option(one, this.wording.say(`short_${one}`), n(one))),
    );
    return h('label', { class: 'field' }, h('span', { class: 'field-label' }, this.wording.say('kind')), select);
  }
}

