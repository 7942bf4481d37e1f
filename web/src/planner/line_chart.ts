// A few years of one number as a line, against what it is measured by, with the
// year that is looked at marked.

import type { PlotOptions } from '@observablehq/plot';
import { ALARM, chart, countTicks, INK, SOFT, yearTicks, type Plot } from '../part/plot.ts';
import type { Wording } from './wording.ts';

export interface Point {
  year: number;
  value: number;
}

export interface LineAsked {
  title: string;
  source: string;
  file: string;
  axis: string;
  points: Point[];
  year: number;
  /** What it is held against, with its words. */
  mark: { value: number; label: string } | null;
  color: string;
  /** Counts have whole numbers and start at nothing. */
  isCount: boolean;
}

const SMALL_PX = 190;

function valueDomain({ points, mark, isCount }: LineAsked): [number, number] {
  const values = [...points.map(({ value }) => value), ...(mark ? [mark.value] : [])];
  const most = Math.max(...values, isCount ? 4 : -Infinity);
  const least = isCount ? 0 : Math.min(...values);
  const room = (most - least || 1) * 0.15;
  return [isCount ? 0 : least - room, most + room];
}

function drawLine(plot: Plot, theme: PlotOptions, asked: LineAsked, wording: Wording): Element {
  const { points, mark, year, color, axis } = asked;
  const here = points.filter((point) => point.year === year);
  const label = ({ value }: Point) => (asked.isCount ? wording.count(value) : wording.decimal(value, 1));
  return plot.plot({
    ...theme,
    height: SMALL_PX,
    x: { type: 'point', domain: points.map((point) => point.year), tickFormat: yearTicks, label: null },
    y: { domain: valueDomain(asked), label: axis, tickFormat: countTicks(wording), ticks: 4, grid: true },
    marks: [
      ...(mark ? [plot.ruleY([mark.value], { stroke: ALARM, strokeDasharray: '5 4' })] : []),
      ...(mark ? [plot.text([mark], { y: 'value', text: 'label', frameAnchor: 'left', dx: 4, dy: -8, fill: ALARM, textAnchor: 'start', stroke: 'var(--card)', strokeWidth: 4 })] : []),
      plot.ruleX(here, { x: 'year', stroke: SOFT, strokeOpacity: 0.4 }),
      plot.lineY(points, { x: 'year', y: 'value', stroke: color, strokeWidth: 2.5 }),
      plot.dot(points, { x: 'year', y: 'value', fill: 'var(--card)', stroke: color, strokeWidth: 2, r: 3 }),
      plot.dot(here, { x: 'year', y: 'value', fill: color, r: 6 }),
      plot.text(here, { x: 'year', y: 'value', text: label, dy: -16, fill: INK, fontWeight: 600, stroke: 'var(--card)', strokeWidth: 4 }),
    ],
  });
}

export function lineChart(asked: LineAsked, wording: Wording): HTMLElement {
  const first = asked.points[0];
  const last = asked.points[asked.points.length - 1];
  const told = (value: number | undefined) => (value === undefined ? wording.say('unknown') : wording.decimal(value, asked.isCount ? 0 : 1));
  return chart(
    {
      title: asked.title,
      source: asked.source,
      alt: wording.say('alt_years', { title: asked.title, from: first?.year ?? '', first: told(first?.value), to: last?.year ?? '', last: told(last?.value) }),
      data: { file: asked.file, columns: [wording.say('school_year_label'), asked.axis], rows: asked.points.map(({ year, value }) => [year, value]) },
      draw: (plot, theme) => drawLine(plot, theme, asked, wording),
    },
    wording,
  );
}
