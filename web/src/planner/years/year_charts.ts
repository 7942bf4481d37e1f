// The years of a place as charts: rooms for the people there are, class sizes
// and rooms missing by level, each against what it is measured by, with the year
// that is looked at marked.

import type { PlanningNeed, PlanningPlace, PlanningRooms } from '../../api/planning.ts';
import { ACCENT } from '../../part/plot.ts';
import { ROOMS_TARGET, rateOf } from '../findings.ts';
import { lineChart, type Point } from '../line_chart.ts';
import type { Wording } from '../wording.ts';

export function forecastSource(rooms: Pick<PlanningRooms, 'origin' | 'made_at'>, wording: Wording): string {
  return wording.say('source_forecast', { year: rooms.origin, date: wording.date(rooms.made_at) });
}

export function rateChart(place: PlanningPlace, name: string, year: number, source: string, wording: Wording): HTMLElement | null {
  const rate = rateOf(place, year);
  if (rate === undefined) return null;
  const values = { place: name, target: ROOMS_TARGET, year, rate: wording.decimal(rate, 1) };
  return lineChart(
    {
      title: wording.say(rate >= ROOMS_TARGET ? 'chart_rate_met' : 'chart_rate_short', values),
      source,
      file: `rooms-per-10000.csv`,
      axis: wording.say('chart_rate_axis'),
      points: place.rooms_per_10000.map(({ year: at, value }) => ({ year: at, value })),
      year,
      mark: { value: ROOMS_TARGET, label: wording.say('chart_target', { n: ROOMS_TARGET }) },
      color: ACCENT,
      isCount: false,
    },
    wording,
  );
}

function pointsOf(needs: PlanningNeed[], value: (need: PlanningNeed) => number | null): Point[] {
  return needs.flatMap((need) => {
    const known = value(need);
    return known === null ? [] : [{ year: need.year, value: known }];
  });
}

export function classChart(needs: PlanningNeed[], year: number, source: string, wording: Wording): HTMLElement | null {
  const need = needs.find((one) => one.year === year);
  if (!need || need.class_size === null) return null;
  const { class_size: size, class_cap: cap, level } = need;
  const values = { level: wording.say(`level_${level}`), size: wording.decimal(size, 1), cap };
  return lineChart(
    {
      title: wording.say(size > cap ? 'chart_class_over' : 'chart_class_within', values),
      source,
      file: `class-size-${level}.csv`,
      axis: wording.say('chart_class_axis'),
      points: pointsOf(needs, ({ class_size }) => class_size),
      year,
      mark: { value: cap, label: wording.say('chart_cap', { n: cap }) },
      color: `var(--level-${level})`,
      isCount: false,
    },
    wording,
  );
}

export function shortageChart(needs: PlanningNeed[], year: number, source: string, wording: Wording): HTMLElement | null {
  const need = needs.find((one) => one.year === year);
  if (!need) return null;
  const { shortage, level } = need;
  const values = { level: wording.say(`level_${level}`), n: wording.count(shortage), year };
  return lineChart(
    {
      title: wording.say(shortage > 0 ? 'chart_shortage_some' : 'chart_shortage_none', values),
      source,
      file: `shortage-${level}.csv`,
      axis: wording.say('chart_shortage_axis'),
      points: pointsOf(needs, (one) => one.shortage),
      year,
      mark: null,
      color: `var(--level-${level})`,
      isCount: true,
    },
    wording,
  );
}
