// The sector's programme: each indicator against its target, and one of them by
// ward on a map with its table.

import type { Indicator, IndicatorPlace } from '../../api/planning.ts';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { table } from '../../part/table.ts';
import { noIndicators } from '../empty_state.ts';
import { mapLegend } from '../map_legend.ts';
import type { PlannerAnswers } from '../planner_answers.ts';
import { WardMap, type WardScene } from '../ward_map.ts';
import { wordingIn, type Wording } from '../wording.ts';
import { indicatorCard } from './indicator_cards.ts';
import { cityOf, isGood, nameOf, newest, signOf, stateChip, STATE_TOKENS, STATES, targetWords, valueWords } from './state.ts';

function wardsOf({ places }: Indicator): IndicatorPlace[] {
  return places.filter(({ ward }) => ward !== null);
}

function usualIndicator(indicators: Indicator[]): Indicator | undefined {
  const mapped = indicators.filter((one) => wardsOf(one).length > 0);
  return mapped.find((one) => ['behind', 'missed'].includes(cityOf(one)?.state ?? '')) ?? mapped[0] ?? indicators[0];
}

function sceneOf(indicator: Indicator, chosen: string, wording: Wording): WardScene {
  const wards = wardsOf(indicator);
  const label = (place: IndicatorPlace) => {
    const last = newest(place);
    return `${signOf(place.state)} ${last ? valueWords(last.value, indicator.unit, wording) : ''}`;
  };
  return {
    classes: new Map(wards.map((place) => [place.ward ?? '', STATES.indexOf(place.state)])),
    labels: new Map(wards.map((place) => [place.ward ?? '', label(place)])),
    chosen,
  };
}

function legendOf(indicator: Indicator, wording: Wording): HTMLElement {
  const wards = wardsOf(indicator);
  const entries = STATES.map((state, n) => ({ state, token: STATE_TOKENS[n] ?? null, n: wards.filter((one) => one.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, token, n }) => ({ token, sign: signOf(state), label: wording.say(`state_${state}`), count: wording.say('class_wards', { n }) }));
  return mapLegend(targetWords(indicator, wording), entries);
}

function wardTable(indicator: Indicator, chosen: string, wording: Wording, onChoose: (ward: string) => void): HTMLElement {
  const value = (place: IndicatorPlace) => newest(place)?.value ?? null;
  const told = (n: number | null) => (n === null ? '–' : valueWords(n, indicator.unit, wording));
  const made = table<IndicatorPlace>(
    {
      caption: wording.say('indicators_table', { name: nameOf(indicator, wording) }),
      columns: [
        { name: 'ward', title: wording.say('ward'), width: 'minmax(9rem, 2fr)', value: (place) => place.name },
        { name: 'value', title: wording.say('indicators_value'), isNumber: true, width: 'minmax(5rem, 1fr)', value, show: (place) => told(value(place)) },
        { name: 'expected', title: wording.say('indicators_expected'), isNumber: true, width: 'minmax(7rem, 1fr)', value: (place) => place.expected, show: (place) => told(place.expected) },
        { name: 'state', title: wording.say('indicators_state'), width: 'minmax(9rem, 1fr)', value: (place) => wording.say(`state_${place.state}`), show: (place) => stateChip(place.state, wording) },
      ],
      key: (place) => place.ward ?? '',
      onChoose: (place) => onChoose(place.ward ?? ''),
      empty: wording.say('indicators_no_wards'),
      file: `indicator-${indicator.code}-wards.csv`,
    },
    wording,
  );
  made.sort('value', indicator.better === 'lower');
  made.show(wardsOf(indicator), chosen || null);
  return made.element;
}

class IndicatorsPart implements Part {
  readonly element: HTMLElement;
  private readonly map: WardMap;
  private readonly words = h('div', { class: 'planner-findings', 'aria-live': 'polite' });
  private readonly tableBox = h('div', { class: 'planner-table' });
  private readonly legend = h('div');
  private readonly cards = h('div', { class: 'small-multiples' });

  constructor(
    private readonly office: Office,
    private readonly indicators: Indicator[],
    private readonly wording: Wording,
  ) {
    this.map = new WardMap(office.city, wording, wording.say('part_indicators'), STATE_TOKENS, (ward) => this.chooseWard(ward));
    this.element = h(
      'div',
      { class: 'planner-page' },
      h('div', { class: 'planner-findings' }, h('h2', {}, this.finding())),
      h('div', { class: 'planner-stage' }, h('div', { class: 'planner-words' }, this.words, this.tableBox), h('div', { class: 'planner-map' }, this.map.element, this.legend)),
      h('section', { class: 'planner-section' }, h('h2', {}, wording.say('indicators_all')), this.cards),
    );
  }

  start(): void {
    this.follow();
    void this.map.open();
  }

  follow(): void {
    const { wording } = this;
    const { indicator: code = '', ward = '' } = this.office.address().values;
    const chosen = this.indicators.find((one) => one.code === code) ?? usualIndicator(this.indicators);
    if (!chosen) return;
    const wards = wardsOf(chosen);
    const name = nameOf(chosen, wording);
    const good = wards.filter(({ state }) => isGood(state)).length;
    const sentence = wards.length === 0 ? wording.say('indicators_no_wards') : wording.say('indicators_map_finding', { name, n: good, of: wards.length });
    this.words.replaceChildren(h('h3', { class: 'figure-title' }, sentence), h('p', { class: 'planner-hint' }, targetWords(chosen, wording)));
    this.tableBox.replaceChildren(wardTable(chosen, ward, wording, (id) => this.chooseWard(id)));
    this.map.show(sceneOf(chosen, ward, wording));
    this.legend.replaceChildren(legendOf(chosen, wording));
    this.showCards(chosen);
  }

  close(): void {
    this.map.close();
  }

  private showCards(chosen: Indicator): void {
    const focused = document.activeElement?.closest<HTMLElement>('.indicator')?.dataset['indicator'];
    this.cards.replaceChildren(
      ...this.indicators.map((one) =>
        indicatorCard(one, one === chosen, this.wording, () => {
          this.office.go({ indicator: one.code });
        }),
      ),
    );
    if (focused) this.cards.querySelector<HTMLElement>(`[data-indicator="${CSS.escape(focused)}"] > button`)?.focus({ preventScroll: true });
  }

  private chooseWard(ward: string): void {
    this.office.go({ ward: ward === this.office.address().values['ward'] ? '' : ward });
  }

  private finding(): string {
    const states = this.indicators.map((one) => cityOf(one)?.state);
    const count = (...wanted: (string | undefined)[]) => states.filter((state) => wanted.includes(state)).length;
    return this.wording.say('indicators_finding', { met: count('reached'), n: this.indicators.length, behind: count('behind', 'missed') });
  }
}

export async function openIndicators(office: Office, answers: PlannerAnswers): Promise<Part> {
  const wording = wordingIn(office.language);
  const indicators = await answers.indicators();
  if (indicators.length === 0) return { element: noIndicators(office, wording) };
  const part = new IndicatorsPart(office, indicators, wording);
  part.start();
  return part;
}
