// A fan: what is known as a line, what is forecast as bands of 50, 80 and 95 %
// around a dashed middle, and past forecasts as whiskers where the truth came.

import type { PlotOptions } from '@observablehq/plot';
import type { Level } from '../../api/contract.ts';
import { chart, countTicks, INK, SOFT, yearTicks, type Plot } from '../../part/plot.ts';
import type { Cell } from '../../part/csv.ts';
import type { Wording } from '../wording.ts';
import type { Fan, Known, Range } from './fan.ts';
import { aheadWords } from './trust.ts';

export interface FanAsked {
  fan: Fan;
  level: Level;
  title: string;
  source: string;
  file: string;
  year: number;
  ahead: number;
  isSmall: boolean;
}

const BANDS = [95, 80, 50] as const;
const BAND_OPACITY = { 95: 0.14, 80: 0.2, 50: 0.28 };

// The fan opens at the last year that is known.
function fromKnown({ known, ahead }: Fan): Range[] {
  const last = known[known.length - 1];
  if (!last || !ahead[0] || last.year >= ahead[0].year) return ahead;
  const n = last.pupils;
  return [{ year: last.year, median: n, low50: n, high50: n, low80: n, high80: n, low95: n, high95: n }, ...ahead];
}

// Whiskers stand a little after the truth, so that both are seen.
const ASIDE = 0.16;
const HALF_END = 0.07;

function whiskers(plot: Plot, past: Range[], color: string) {
  const aside = ({ year }: Range) => year + ASIDE;
  const end = (y: 'low80' | 'high80') =>
    plot.ruleY(past, { y, x1: ({ year }: Range) => year + ASIDE - HALF_END, x2: ({ year }: Range) => year + ASIDE + HALF_END, stroke: color, strokeWidth: 2 });
  return [
    plot.ruleX(past, { x: aside, y1: 'low80', y2: 'high80', stroke: color, strokeWidth: 2 }),
    end('low80'),
    end('high80'),
    plot.dot(past, { x: aside, y: 'median', fill: 'var(--card)', stroke: color, strokeWidth: 2, r: 4, symbol: 'diamond' }),
  ];
}

function draw(plot: Plot, theme: PlotOptions, asked: FanAsked, wording: Wording): Element {
  const { fan, level, year, isSmall } = asked;
  const color = `var(--level-${level})`;
  const bands = fromKnown(fan);
  const years = [...new Set([...fan.known, ...fan.past, ...fan.ahead].map((one) => one.year))].sort((one, other) => one - other);
  const here = fan.ahead.filter((one) => one.year === year);
  return plot.plot({
    ...theme,
    marginLeft: 60,
    ...(isSmall ? { height: 200 } : { height: 360 }),
    x: { domain: [(years[0] ?? 0) - 0.3, (years[years.length - 1] ?? 0) + 0.3], ticks: years, tickFormat: yearTicks, label: null },
    y: { label: wording.say('fan_axis'), tickFormat: countTicks(wording), nice: true, grid: true, ticks: isSmall ? 4 : 7 },
    marks: [
      plot.ruleX(here, { x: 'year', stroke: SOFT, strokeOpacity: 0.4 }),
      ...BANDS.map((n) => plot.areaY(bands, { x: 'year', y1: `low${n}`, y2: `high${n}`, fill: color, fillOpacity: BAND_OPACITY[n] })),
      plot.lineY(bands, { x: 'year', y: 'median', stroke: color, strokeWidth: 2, strokeDasharray: '6 4' }),
      ...whiskers(plot, fan.past, SOFT),
      plot.lineY(fan.known, { x: 'year', y: 'pupils', stroke: color, strokeWidth: 2.5 }),
      plot.dot(fan.known, { x: 'year', y: 'pupils', fill: color, r: 4 }),
      plot.dot(here, { x: 'year', y: 'median', fill: color, r: 6 }),
      plot.text(here, { x: 'year', y: 'median', text: ({ median }: Range) => wording.count(median), dy: -16, fill: INK, fontWeight: 600, stroke: 'var(--card)', strokeWidth: 4 }),
    ],
  });
}

const RANGE_COLUMNS = ['median', 'low50', 'high50', 'low80', 'high80', 'low95', 'high95'] as const;

function rows({ known, ahead, past }: Fan, n: number, wording: Wording): Cell[][] {
  const ofRange = (kind: string) => (range: Range) => [kind, range.year, ...RANGE_COLUMNS.map((column) => range[column])];
  return [
    ...known.map(({ year, pupils }: Known) => [wording.say('fan_known'), year, pupils, ...RANGE_COLUMNS.slice(1).map(() => null)]),
    ...ahead.map(ofRange(wording.say('part_forecast'))),
    ...past.map(ofRange(wording.say('fan_past', { ahead: aheadWords(n, wording) }))),
  ];
}

export function fanChart(asked: FanAsked, wording: Wording): HTMLElement {
  return chart(
    {
      title: asked.title,
      source: asked.source,
      alt: asked.isSmall ? asked.title : `${asked.title}. ${wording.say('fan_legend', { ahead: aheadWords(asked.ahead, wording) })}`,
      data: {
        file: asked.file,
        columns: [wording.say('fan_kind'), wording.say('school_year_label'), ...RANGE_COLUMNS.map((column) => (column === 'median' ? wording.say('fan_median') : column))],
        rows: rows(asked.fan, asked.ahead, wording),
      },
      draw: (plot, theme) => draw(plot, theme, asked, wording),
    },
    wording,
  );
}
