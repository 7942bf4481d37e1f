// Every indicator of the city as a small chart against its target.

import type { Indicator } from '../../api/planning.ts';
import { h } from '../../element.ts';
import { lineChart } from '../line_chart.ts';
import { ACCENT } from '../../part/plot.ts';
import type { Wording } from '../wording.ts';
import { cityOf, nameOf, newest, stateChip, targetWords, valueWords } from './state.ts';

function chartOf(indicator: Indicator, wording: Wording): HTMLElement | null {
  const city = cityOf(indicator);
  const last = city && newest(city);
  if (!city || !last) return null;
  const name = nameOf(indicator, wording);
  const values = { name, value: valueWords(last.value, indicator.unit, wording), year: last.year, state: wording.say(`state_${city.state}`) };
  return lineChart(
    {
      title: wording.say('indicators_chart', values),
      source: wording.say('source_indicators'),
      file: `indicator-${indicator.code}.csv`,
      axis: indicator.unit,
      points: city.years.map(({ year, value }) => ({ year, value })),
      year: last.year,
      mark: indicator.target === null ? null : { value: indicator.target, label: targetWords(indicator, wording) },
      color: ACCENT,
      isCount: false,
    },
    wording,
  );
}

export function indicatorCard(indicator: Indicator, isChosen: boolean, wording: Wording, onChoose: () => void): HTMLElement {
  const city = cityOf(indicator);
  const action = wording.say(isChosen ? 'indicators_shown' : 'indicators_choose');
  return h(
    'article',
    { class: isChosen ? 'indicator is-chosen' : 'indicator', 'data-indicator': indicator.code },
    city && stateChip(city.state, wording),
    chartOf(indicator, wording),
    h(
      'button',
      { type: 'button', class: 'quiet', 'aria-pressed': String(isChosen), 'aria-label': `${action}: ${nameOf(indicator, wording)}`, onclick: onChoose },
      action,
    ),
  );
}
