// The tables of the report, whole, since paper does not scroll.

import type { Indicator, PlanningPlace, PlanningRooms, PlanningSchool } from '../../api/planning.ts';
import { h } from '../../element.ts';
import { needOf, rateOf, shortName } from '../findings.ts';
import { chanceWords } from '../forecast/risk_table.ts';
import { cityOf, nameOf, newest, stateChip, targetWords, valueWords } from '../indicators/state.ts';
import type { Wording } from '../wording.ts';

type Cell = string | Node;

const RISKS_TOLD = 10;

function plainTable(caption: string, heads: string[], rows: Cell[][], numbersFrom: number): HTMLElement {
  const cell = (content: Cell, n: number) => h(n === 0 ? 'th' : 'td', { scope: n === 0 ? 'row' : null, class: n >= numbersFrom ? 'is-number' : null }, content);
  return h(
    'table',
    { class: 'plain-table report-table' },
    h('caption', { class: 'hidden' }, caption),
    h('thead', {}, h('tr', {}, ...heads.map((head, n) => h('th', { scope: 'col', class: n >= numbersFrom ? 'is-number' : null }, head)))),
    h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map(cell)))),
  );
}

export function wardTable(rooms: PlanningRooms, year: number, onlyShort: boolean, wording: Wording): HTMLElement {
  const missing = (ward: PlanningPlace) => needOf(ward, year)?.shortage ?? 0;
  const wards = rooms.wards
    .filter((ward) => needOf(ward, year) && (!onlyShort || missing(ward) > 0))
    .sort((one, other) => missing(other) - missing(one) || one.name.localeCompare(other.name, 'vi', { numeric: true }));
  if (wards.length === 0) return h('p', {}, wording.say('report_none_short'));
  const number = (n: number | null | undefined, digits = 0) => (n === null || n === undefined ? '–' : wording.decimal(n, digits));
  const rows = wards.map((ward) => {
    const need = needOf(ward, year);
    return [
      shortName(ward, rooms),
      number(need?.shortage),
      number(need?.rooms_needed),
      `${number(need?.rooms_low80)}–${number(need?.rooms_high80)}`,
      number(need?.rooms),
      number(rateOf(ward, year), 1),
      number(need?.class_size, 1),
    ];
  });
  const heads = (['ward', 'missing_rooms', 'needed_rooms', 'needed_range', 'present_rooms', 'rate', 'class_size'] as const).map((word) => wording.say(word));
  return plainTable(wording.say('report_table'), heads, rows, 1);
}

export function riskRows(schools: PlanningSchool[], wording: Wording): HTMLElement {
  const rows = schools.slice(0, RISKS_TOLD).map(({ name, ward_name, need }) => [
    name,
    ward_name?.split(',')[0] ?? '',
    chanceWords(need.overflow_chance, wording),
    wording.count(need.pupils.median),
    need.places === null ? '–' : wording.count(need.places),
    need.rooms === null ? '–' : wording.count(need.shortage),
  ]);
  const heads = (['school', 'ward', 'risk_chance', 'pupils', 'risk_places', 'missing_rooms'] as const).map((word) => wording.say(word));
  return plainTable(wording.say('report_risks'), heads, rows, 2);
}

export function indicatorRows(indicators: Indicator[], wording: Wording): HTMLElement {
  const rows = indicators.flatMap((indicator) => {
    const city = cityOf(indicator);
    const last = city && newest(city);
    if (!city || !last) return [];
    return [[nameOf(indicator, wording), `${valueWords(last.value, indicator.unit, wording)} (${last.year})`, targetWords(indicator, wording), stateChip(city.state, wording)]];
  });
  const heads = (['part_indicators', 'indicators_value', 'chart_target_word', 'indicators_state'] as const).map((word) => wording.say(word));
  return plainTable(wording.say('report_indicators'), heads, rows, 99);
}
