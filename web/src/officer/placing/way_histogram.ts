// How many go how far, method under method over one scale, with the middle
// pupil's way marked. The title says what the difference is.

import { h } from '../../element.ts';
import { chart, countTicks, HUES, INK, LINE, SOFT, type Plot } from '../../part/plot.ts';
import { methodOf, type Consequences, type Histogram, type Round } from '../rounds.ts';
import type { Wording } from './wording.ts';

const ROW_PX = 84;

interface Bar {
  method: string;
  from: number;
  to: number;
  pupils: number;
}

interface Scale {
  /** Kilometres or minutes in one step. */
  step: number;
  unit: string;
  show(of: Consequences['all'][number], what: 'max' | 'median'): string;
  /** In the unit. */
  middle(of: Consequences['all'][number]): number | null;
}

function scaleOf(histogram: Histogram | undefined, wording: Wording): Scale {
  const isTime = histogram?.step_s !== undefined;
  return {
    step: isTime ? (histogram.step_s ?? 60) / 60 : (histogram?.step_m ?? 250) / 1000,
    unit: wording.say(isTime ? 'axis_minutes' : 'axis_km'),
    show: (of, what) => (isTime ? wording.duration(of?.[`${what}_s`] ?? 0) : wording.distance(of?.[`${what}_m`] ?? 0)),
    middle: (of) => (isTime ? (of?.median_s ?? null) && (of?.median_s ?? 0) / 60 : (of?.median_m ?? null) && (of?.median_m ?? 0) / 1000),
  };
}

function barsOf(histograms: Histogram[], names: string[], step: number): Bar[] {
  return histograms.flatMap(({ counts }, n) =>
    counts.map((pupils, at) => ({ method: names[n] ?? '', from: at * step, to: (at + 1) * step, pupils })),
  );
}

function finding(rounds: Round[], all: Consequences['all'], scale: Scale, wording: Wording): string {
  const farthest = all.map((of, n) => ({ of, way: of?.max_m ?? of?.max_s ?? 0, round: rounds[n] }));
  farthest.sort((one, other) => one.way - other.way);
  const [least, most] = [farthest[0], farthest.at(-1)];
  if (!least?.round || !most?.round) return wording.say('histogram');
  const values = { far: scale.show(most.of, 'max'), near: scale.show(least.of, 'max') };
  if (least.way === most.way) return wording.say('histogram_same', values);
  return wording.say('histogram_finding', {
    ...values,
    most: wording.say(`method_${methodOf(most.round)}`),
    least: wording.say(`method_${methodOf(least.round)}`),
  });
}

function marks(plot: Plot, bars: Bar[], middles: { method: string; at: number; says: string }[]) {
  return [
    plot.ruleY([0], { stroke: LINE }),
    plot.rectY(bars, { x1: 'from', x2: 'to', y: 'pupils', fy: 'method', fill: 'method', insetLeft: 0.5, insetRight: 0.5 }),
    plot.ruleX(middles, { x: 'at', fy: 'method', stroke: INK, strokeDasharray: '4 3' }),
    plot.text(middles, { x: 'at', fy: 'method', text: 'says', frameAnchor: 'top', textAnchor: 'start', dx: 6, dy: -2, fill: INK }),
    plot.text(middles, { fy: 'method', text: 'method', frameAnchor: 'top-right', fill: SOFT, fontWeight: 600 }),
  ];
}

export function wayHistogram(rounds: Round[], histograms: Histogram[], { all }: Consequences, wording: Wording): HTMLElement {
  const names = rounds.map((round) => wording.say(`method_${methodOf(round)}`));
  const scale = scaleOf(histograms[0], wording);
  const bars = barsOf(histograms, names, scale.step);
  const middles = all.flatMap((of, n) => {
    const at = scale.middle(of);
    return at === null ? [] : [{ method: names[n] ?? '', at, says: wording.say('histogram_middle', { way: scale.show(of, 'median') }) }];
  });
  const title = finding(rounds, all, scale, wording);
  const drawn = chart(
    {
      title,
      source: wording.say('histogram_source'),
      alt: `${title}. ${middles.map(({ method, says }) => `${method}: ${says}`).join('; ')}`,
      data: {
        file: 'quang-duong.csv',
        columns: [wording.say('method'), wording.say('from_unit', { unit: scale.unit }), wording.say('to_unit', { unit: scale.unit }), wording.say('pupils')],
        rows: bars.map(({ method, from, to, pupils }) => [method, from, to, pupils]),
      },
      draw: (plot, theme) =>
        plot.plot({
          ...theme,
          height: 60 + ROW_PX * names.length,
          marginRight: 8,
          x: { label: scale.unit, tickFormat: countTicks(wording), grid: false },
          y: { label: wording.say('pupils'), ticks: 3, tickFormat: countTicks(wording), grid: true },
          fy: { domain: names, axis: null, padding: 0.2 },
          color: { domain: names, range: HUES },
          marks: marks(plot, bars, middles),
        }),
    },
    wording,
  );
  return h('section', { class: 'histogram' }, drawn);
}
