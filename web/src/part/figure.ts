// A chart as a figure: a title that states the finding, the drawing, a line that
// names its source, and its data as CSV and as a table for who cannot see it.
// The drawing is made again when the room changes.

import { h } from '../element.ts';
import type { Wording } from '../text/wording.ts';
import { saveCsv, type Cell } from './csv.ts';

export interface FigureOptions {
  /** The finding: "Quận 7 thiếu 120 phòng năm 2030". */
  title: string;
  source: string;
  /** Draws for a width; Observable Plot gives such elements. */
  draw(widthPx: number): Element;
  /** What the drawing says, in a sentence. */
  alt: string;
  data: { file: string; columns: string[]; rows: Cell[][] };
}

export function figure(options: FigureOptions, wording: Wording): HTMLElement {
  const { data } = options;
  const drawing = h('div', { class: 'figure-drawing', role: 'img', 'aria-label': options.alt });
  let drawnPx = 0;
  new ResizeObserver(([entry]) => {
    const widthPx = Math.floor(entry?.contentRect.width ?? 0);
    if (widthPx === 0 || widthPx === drawnPx) return;
    drawnPx = widthPx;
    drawing.replaceChildren(options.draw(widthPx));
  }).observe(drawing);
  return h(
    'figure',
    { class: 'figure' },
    h('h3', { class: 'figure-title' }, options.title),
    drawing,
    h(
      'figcaption',
      { class: 'figure-foot' },
      h('span', {}, options.source),
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: () => saveCsv(data.file, data.columns, data.rows) },
        wording.say('save_csv'),
      ),
    ),
  );
}
