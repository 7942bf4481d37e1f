// The first thing to see after placing: what each method does to families.

import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { formatAddress } from '../../part/address.ts';
import { methodOf, readConsequences, readHistogram, type Consequences, type Histogram, type Round } from '../rounds.ts';
import { consequenceTable } from './consequence_table.ts';
import type { Chosen, ViewOf } from './part.ts';
import { roundsList } from './rounds_list.ts';
import { wayHistogram } from './way_histogram.ts';
import type { Wording } from './wording.ts';

class CompareView implements ViewOf {
  private readonly table = h('div', { class: 'compare-table' });
  private readonly below = h('div', { class: 'compare-below' });
  readonly element = h('div', { class: 'sheet-page' }, this.table, this.below);
  private readonly answers: Promise<[Consequences, Histogram[]]>;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    chosen: Chosen,
    isListOpen: boolean,
    onRemoved: () => void,
  ) {
    const { rounds } = chosen.run;
    const list = roundsList(office, wording, chosen, onRemoved);
    this.table.replaceChildren(h('p', { role: 'status', class: 'waiting-card' }, wording.say('loading')));
    this.answers = Promise.all([readConsequences(rounds), Promise.all(rounds.map(({ round }) => readHistogram(round)))]);
    this.answers
      .then(([consequences, histograms]) =>
        this.below.replaceChildren(wayHistogram(rounds, histograms, consequences, wording), list),
      )
      .catch((error: unknown) => {
        // What cannot be compared, as rounds of changed rules, can still be removed.
        this.table.replaceChildren();
        this.below.replaceChildren(list);
        office.fail(error);
      })
      .finally(() => isListOpen && this.reopen(list));
  }

  follow({ run, round }: Chosen): void {
    const onChoose = (next: string) => this.office.go({ round: next }, false);
    void this.answers.then(
      ([{ all }]) => {
        const hadFocus = this.table.contains(document.activeElement);
        this.table.replaceChildren(consequenceTable(all, { rounds: run.rounds, chosen: round, onChoose }, this.wording), this.nextStep(run.rounds, round));
        if (hadFocus) this.table.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true });
      },
      () => undefined, // told above
    );
  }

  private reopen(list: HTMLDetailsElement): void {
    list.open = true;
    list.querySelector('summary')?.focus();
  }

  private nextStep(rounds: Round[], chosen: string): HTMLElement {
    const round = rounds.find((one) => one.round === chosen);
    if (!round) return h('p');
    const { language } = this.office;
    const href = formatAddress({ part: 'publish', values: { grade: String(round.grade), year: String(round.year), round: chosen }, language });
    return h('p', { class: 'next-step' }, h('a', { class: 'primary', href }, this.wording.say('to_publish', { name: this.wording.say(`method_${methodOf(round)}`) })));
  }
}

export function compareView(office: Office, wording: Wording, chosen: Chosen, isListOpen: boolean, onRemoved: () => void): ViewOf {
  return new CompareView(office, wording, chosen, isListOpen, onRemoved);
}
