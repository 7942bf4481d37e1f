// Charts by Observable Plot in the pages' own look. Its library is fetched when
// the first chart comes into being. Colours are the custom properties of
// tokens.css by name, so that a chart follows the theme, and paper, by itself.
//
//     chart({ title, source, alt, data, draw: (plot, theme) => plot.plot({ ...theme, marks: [ … ] }) }, wording)

import type * as Library from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import type { Wording } from '../text/wording.ts';
import { figure, type FigureOptions } from './figure.ts';

export type Plot = typeof Library;

const colour = (token: string) => `var(--${token})`;

/** For things side by side: told apart by lightness too, for the colour-blind and on grey paper. */
export const HUES = [0, 1, 2, 3, 4, 5].map((n) => colour(`chart-${n}`));

/** From little to much. */
export const AMOUNTS = [0, 1, 2, 3, 4].map((n) => colour(`amount-${n}`));

/** From less than before, over the same, to more. */
export const CHANGES = [0, 1, 2, 3, 4, 5, 6].map((n) => colour(`change-${n}`));

export const INK = colour('ink');
export const SOFT = colour('ink-soft');
export const LINE = colour('line');
export const ACCENT = colour('accent');
export const ALARM = colour('alarm');

/** Strokes that tell lines apart without their hues. */
export const DASHES = ['none', '7 3', '2 3', '9 3 2 3'];

/** Tick labels the local way: "1.234". Years are not counts. */
export function countTicks(wording: Wording): (n: number) => string {
  return (n) => (Number.isInteger(n) ? wording.count(n) : wording.decimal(n, 1));
}

export function shareTicks(wording: Wording): (part: number) => string {
  return (part) => wording.share(part);
}

export const yearTicks = String;

function theme(widthPx: number): PlotOptions {
  return {
    width: widthPx,
    height: Math.round(Math.min(320, Math.max(200, widthPx * 0.45))),
    marginTop: 24,
    marginRight: 16,
    marginBottom: 40,
    marginLeft: 48,
    style: { fontFamily: 'var(--family)', fontSize: '13px', color: SOFT, overflow: 'visible' },
    color: { range: HUES },
  };
}

export interface ChartOptions extends Omit<FigureOptions, 'draw'> {
  /** Give `theme` to `plot.plot` first; what follows may overrule it. */
  draw(plot: Plot, theme: PlotOptions): Element;
}

export function chart(options: ChartOptions, wording: Wording): HTMLElement {
  const draw = async (widthPx: number) => options.draw(await import('@observablehq/plot'), theme(widthPx));
  return figure({ ...options, draw }, wording);
}
