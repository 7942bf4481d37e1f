// What came out, as sentences first: what is gained, how sure it is; then the
// numbers before and after, what to build, and the years one by one.

import { h } from '../../element.ts';
import { saveCsv } from '../../part/csv.ts';
import { ACCENT, ALARM, chart, countTicks, SOFT, yearTicks } from '../../part/plot.ts';
import { outside, type Measures, type SiteAnswer, type SiteChoice, type SiteYear } from './site_answer.ts';
import type { Wording } from './wording.ts';

export interface ResultContext {
  city: string;
  wording: Wording;
  /** Takes a suggested place into the changes that are tried. */
  onAdopt(choice: SiteChoice): void;
}

const TARGET = 300;

function schoolYear(year: number, wording: Wording): string {
  return wording.say('school_year', { from: year, to: year + 1 });
}

function headline(answer: SiteAnswer, after: Measures, wording: Wording): string {
  const year = schoolYear(answer.year, wording);
  const left = outside(after);
  return left === 0 ? wording.say('found_title_all', { year }) : wording.say('found_title_left', { year, n: wording.count(left) });
}

function suggestionWords(answer: SiteAnswer, before: Measures, after: Measures, wording: Wording): string[] {
  if (!answer.choices?.length) return [wording.say('found_none')];
  const helped = outside(before) - outside(after);
  return [
    helped > 0 ? `${wording.say('found_helped', { n: wording.count(helped), cap: wording.distance(answer.cap_m) })}.` : '',
    wording.say('found_way', { from: wording.distance(before.mean_way_m), to: wording.distance(after.mean_way_m) }),
    answer.gap ? wording.say('found_gap', { n: wording.decimal(100 * answer.gap, 1) }) : wording.say('found_proven'),
  ].filter(Boolean);
}

function changeWords(last: SiteYear, wording: Wording): string {
  const more = outside(last.after) - outside(last.before);
  const values = { year: schoolYear(last.year, wording), n: wording.count(Math.abs(more)) };
  if (more > 0) return wording.say('what_if_worse', values);
  return wording.say(more < 0 ? 'what_if_better' : 'what_if_same', values);
}

function measureTable(before: Measures, after: Measures, rooms: SiteYear['rooms_per_10000'] | null, wording: Wording): HTMLElement {
  const line = (label: string, was: number, is: number, show: (n: number) => string, unit = '') =>
    h('tr', {}, h('th', { scope: 'row' }, label), h('td', {}, show(was)), h('td', {}, show(is)), h('td', {}, wording.change(Math.round(is - was)) + unit));
  const count = (n: number) => wording.count(n);
  return h(
    'table',
    { class: 'plain-table siting-measures' },
    h('caption', { class: 'hidden' }, wording.say('title')),
    h('thead', {}, h('tr', {}, h('td', {}), ...(['before', 'after', 'difference'] as const).map((word) => h('th', { scope: 'col' }, wording.say(word))))),
    h(
      'tbody',
      {},
      line(wording.say('measure_pupils'), before.pupils, after.pupils, count),
      line(wording.say('measure_seated'), before.seated, after.seated, count),
      line(wording.say('measure_over_cap'), before.over_cap, after.over_cap, count),
      line(wording.say('measure_unseated'), before.unseated, after.unseated, count),
      line(wording.say('measure_mean_way'), before.mean_way_m, after.mean_way_m, (n) => wording.distance(n), '\u00a0m'),
      rooms?.before != null && rooms.after !== null && line(wording.say('measure_rooms'), rooms.before, rooms.after, (n) => wording.decimal(n, 1)),
    ),
  );
}

function choiceItem(choice: SiteChoice, { wording, onAdopt }: ResultContext): HTMLElement {
  const place = [choice.name, choice.ward].filter(Boolean).join(', ');
  const gains = wording.say(choice.way_m_less < 0 ? 'choice_gains_longer' : 'choice_gains', {
    rooms: wording.count(choice.rooms),
    n: wording.count(choice.seated_more),
    km: wording.count(Math.round(Math.abs(choice.way_m_less) / 1000)),
  });
  return h(
    'li',
    { class: 'siting-choice', 'data-place': choice.id },
    h('strong', {}, place),
    h('span', {}, `${wording.say(`choice_${choice.kind}`)}: ${gains}`),
    h(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `${wording.say('choice_adopt')}: ${place}`, onclick: () => onAdopt(choice) },
      wording.say('choice_adopt'),
    ),
  );
}

function choiceList(choices: SiteChoice[], context: ResultContext): HTMLElement {
  const { wording } = context;
  const columns = [wording.say('choice_where'), wording.say('ward'), wording.say('choice_rooms'), wording.say('choice_seated'), wording.say('choice_way')];
  const save = () =>
    saveCsv('hocgan-xay-o-dau.csv', columns, choices.map(({ name, ward, rooms, seated_more, way_m_less }) => [name, ward, rooms, seated_more, way_m_less / 1000]));
  return h(
    'section',
    { class: 'siting-block' },
    h('h4', {}, wording.say('choices')),
    h('ol', { class: 'siting-choices' }, ...choices.map((choice) => choiceItem(choice, context))),
    h('button', { type: 'button', class: 'quiet', onclick: save }, wording.say('save_csv')),
  );
}

function yearsData(years: SiteYear[], wording: Wording) {
  return {
    file: 'hocgan-tung-nam.csv',
    columns: [wording.say('year_column'), wording.say('before'), wording.say('after'), `${wording.say('measure_rooms')} (${wording.say('before')})`, wording.say('after')],
    rows: years.map((one) => [one.year, outside(one.before), outside(one.after), one.rooms_per_10000.before, one.rooms_per_10000.after]),
  };
}

function yearsChart(answer: SiteAnswer, years: SiteYear[], { city, wording }: ResultContext): HTMLElement {
  const rows = years.flatMap(({ year, before, after }) => [
    { year, n: outside(before), when: wording.say('before') },
    { year, n: outside(after), when: wording.say('after') },
  ]);
  const last = years.at(-1) as SiteYear;
  return chart(
    {
      title: wording.say('years_title'),
      source: wording.say('source', { city, cap: wording.distance(answer.cap_m) }),
      alt: changeWords(last, wording),
      data: yearsData(years, wording),
      draw: (plot, theme) =>
        plot.plot({
          ...theme,
          x: { label: null, tickFormat: yearTicks, ticks: years.map(({ year }) => year) },
          y: { label: null, grid: true, zero: true, tickFormat: countTicks(wording) },
          color: { domain: [wording.say('before'), wording.say('after')], range: [SOFT, ALARM], legend: true },
          symbol: { domain: [wording.say('before'), wording.say('after')], range: ['circle', 'square'] },
          marks: [
            plot.lineY(rows, { x: 'year', y: 'n', stroke: 'when', strokeWidth: 2 }),
            plot.dot(rows, { x: 'year', y: 'n', stroke: 'when', fill: 'when', symbol: 'when', r: 4 }),
          ],
        }),
    },
    wording,
  );
}

function roomsChart(answer: SiteAnswer, years: SiteYear[], { city, wording }: ResultContext): HTMLElement | null {
  const rows = years.flatMap(({ year, rooms_per_10000: { before, after } }) =>
    before === null || after === null ? [] : [{ year, n: before, when: wording.say('before') }, { year, n: after, when: wording.say('after') }],
  );
  if (rows.length === 0) return null;
  return chart(
    {
      title: wording.say('years_rooms_title'),
      source: wording.say('source', { city, cap: wording.distance(answer.cap_m) }),
      alt: rows.map(({ year, n, when }) => `${year} ${when} ${wording.decimal(n, 1)}`).join('; '),
      data: yearsData(years, wording),
      draw: (plot, theme) =>
        plot.plot({
          ...theme,
          x: { label: null, tickFormat: yearTicks, ticks: years.map(({ year }) => year) },
          y: { label: null, grid: true, tickFormat: countTicks(wording) },
          color: { domain: [wording.say('before'), wording.say('after')], range: [SOFT, ACCENT], legend: true },
          symbol: { domain: [wording.say('before'), wording.say('after')], range: ['circle', 'square'] },
          marks: [
            plot.ruleY([TARGET], { stroke: ALARM, strokeDasharray: '6 4' }),
            plot.text([TARGET], { y: (n: number) => n, frameAnchor: 'right', text: () => `${wording.say('target')} ${TARGET}`, dy: -8, fill: ALARM }),
            plot.lineY(rows, { x: 'year', y: 'n', stroke: 'when', strokeWidth: 2 }),
            plot.dot(rows, { x: 'year', y: 'n', stroke: 'when', fill: 'when', symbol: 'when', r: 4 }),
          ],
        }),
    },
    wording,
  );
}

export function sitingResult(answer: SiteAnswer, context: ResultContext): HTMLElement {
  const { wording } = context;
  const last = answer.years?.at(-1) ?? null;
  const after = answer.after ?? last?.after;
  const before = last?.before ?? answer.before;
  if (!after || !before) return h('p', {}, wording.say('found_none'));
  const words = [
    ...(last ? [changeWords(last, wording)] : []),
    ...(answer.before && answer.after ? suggestionWords(answer, answer.before, answer.after, wording) : []),
    ...(answer.rooms_unknown.length > 0 ? [wording.say('rooms_unknown', { n: answer.rooms_unknown.length })] : []),
    ...(answer.sites === 'units' ? [wording.say('sites_units')] : []),
  ];
  return h(
    'div',
    { class: 'siting-result' },
    h('h3', { class: 'siting-found-title', tabindex: -1 }, headline(answer, after, wording)),
    ...words.map((sentence) => h('p', {}, sentence)),
    measureTable(before, after, answer.rooms_per_10000 ?? last?.rooms_per_10000 ?? null, wording),
    answer.choices && answer.choices.length > 0 && choiceList(answer.choices, context),
    answer.years && yearsChart(answer, answer.years, context),
    answer.years && roomsChart(answer, answer.years, context),
  );
}
