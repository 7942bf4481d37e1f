// The table of consequences: the methods as columns, the measures as rows, the
// best of each row in bold with a mark; under each method stands in a sentence
// what it is good for. A column's radio button chooses the round that is looked into.

import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import { saveCsv } from '../../part/csv.ts';
import { methodOf, type Consequences, type Measures, type Round } from '../rounds.ts';
import { bestColumns, measuresOf, type Measure } from './measures.ts';
import { stateChip } from './state_chip.ts';
import type { Wording } from './wording.ts';

export interface TableChoice {
  rounds: Round[];
  chosen: string;
  onChoose(round: string): void;
}

function head({ rounds, chosen, onChoose }: TableChoice, wording: Wording): HTMLElement {
  const cells = rounds.map((round) => {
    const method = methodOf(round);
    return h(
      'th',
      { scope: 'col', class: round.round === chosen ? 'is-chosen' : null, 'data-round': round.round },
      h(
        'label',
        { class: 'method' },
        h('input', {
          type: 'radio',
          name: 'method',
          value: round.round,
          checked: round.round === chosen,
          onchange: () => onChoose(round.round),
        }),
        h('span', {}, wording.say(`method_${method}`)),
      ),
      stateChip(round, wording),
    );
  });
  return h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, wording.say('measures')), ...cells));
}

function bodyRow(measure: Measure, columns: (Measures | null)[], choice: TableChoice, wording: Wording): HTMLElement {
  const best = bestColumns(measure, columns);
  const cells = columns.map((of, n) => {
    const text = of ? measure.show(of, wording) : '–';
    const kinds = [best[n] && 'is-best', choice.rounds[n]?.round === choice.chosen && 'is-chosen'].filter(Boolean).join(' ');
    return h('td', { class: kinds, 'data-measure': measure.name }, text, best[n] && icon('done'), best[n] && h('span', { class: 'hidden' }, wording.say('best')));
  });
  const words = h('span', { class: 'measure-name' }, wording.say(`measure_${measure.name}`));
  return h('tr', {}, h('th', { scope: 'row' }, words, h('small', {}, wording.say(`measure_${measure.name}_means`))), ...cells);
}

function goodFor({ rounds, chosen }: TableChoice, wording: Wording): HTMLElement {
  const cells = rounds.map((round) =>
    h('td', { class: round.round === chosen ? 'good-for is-chosen' : 'good-for' }, wording.say(`method_${methodOf(round)}_good_for`)),
  );
  return h('tr', {}, h('th', { scope: 'row' }, h('span', { class: 'measure-name' }, wording.say('good_for'))), ...cells);
}

// Where seats suffice all methods agree, and the table should say so itself.
function agreement(columns: (Measures | null)[], measures: Measure[], wording: Wording): HTMLElement | false {
  const differ = measures.filter(({ value }) => new Set(columns.map((of) => of && value(of))).size > 1);
  if (columns.length < 2 || differ.length > 0) return false;
  return h('p', { class: 'agreement' }, wording.say('all_agree'));
}

function save(choice: TableChoice, columns: (Measures | null)[], measures: Measure[], wording: Wording): void {
  const names = choice.rounds.map((round) => wording.say(`method_${methodOf(round)}`));
  const rows = measures.map((measure) => [wording.say(`measure_${measure.name}`), ...columns.map((of) => of && measure.value(of))]);
  saveCsv('he-qua.csv', [wording.say('measures'), ...names], rows);
}

export function consequenceTable(columns: Consequences['all'], choice: TableChoice, wording: Wording): HTMLElement {
  const measures = measuresOf(columns);
  return h(
    'section',
    { class: 'consequences', 'aria-labelledby': 'consequences-title' },
    h('h2', { id: 'consequences-title' }, wording.say('consequences')),
    agreement(columns, measures, wording),
    h(
      'div',
      { class: 'consequence-scroll', tabindex: 0, role: 'group', 'aria-label': wording.say('consequences') },
      h(
        'table',
        { class: 'consequence-table' },
        h('caption', { class: 'hidden' }, wording.say('consequences')),
        head(choice, wording),
        h('tbody', {}, goodFor(choice, wording), ...measures.map((measure) => bodyRow(measure, columns, choice, wording))),
      ),
    ),
    h(
      'div',
      { class: 'figure-foot' },
      h('span', {}, wording.say('consequences_source')),
      h('button', { type: 'button', class: 'quiet', onclick: () => save(choice, columns, measures, wording) }, wording.say('save_csv')),
    ),
  );
}
