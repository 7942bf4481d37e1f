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
  /** Draws for a width; part/plot.ts gives such elements. */
  draw(widthPx: number): Element | Promise<Element>;
  /** What the drawing says, in a sentence. */
  alt: string;
  data: { file: string; columns: string[]; rows: Cell[][] };
}

// Small whole numbers stay as they are, for they may be years.
function shown(cell: Cell, wording: Wording): string {
  if (typeof cell !== 'number') return String(cell ?? '');
  if (!Number.isInteger(cell)) return wording.decimal(cell, 2);
  return Math.abs(cell) < 10_000 ? String(cell) : wording.count(cell);
}

function dataTable({ title, data }: FigureOptions, wording: Wording): HTMLElement {
  const row = (cells: Cell[]) =>
    h('tr', {}, ...cells.map((cell) => h('td', { class: typeof cell === 'number' ? 'is-number' : null }, shown(cell, wording))));
  const details = h('details', { class: 'figure-data' }, h('summary', {}, wording.say('figure_data')));
  const fill = () => {
    if (details.childElementCount > 1) return;
    const head = h('tr', {}, ...data.columns.map((column) => h('th', { scope: 'col' }, column)));
    const body = h('table', { class: 'plain-table' }, h('caption', { class: 'hidden' }, title), h('thead', {}, head), h('tbody', {}, ...data.rows.map(row)));
    details.append(h('div', { class: 'figure-data-scroll', tabindex: 0, role: 'group', 'aria-label': title }, body));
  };
  details.addEventListener('toggle', fill);
  return details;
}

// The drawing is one picture with one description; names of its pieces, which
// Plot gives them, would only be in the way of it.
function unnamed(drawn: Element): Element {
  for (const piece of drawn.querySelectorAll('[aria-label]')) piece.removeAttribute('aria-label');
  return drawn;
}

export function figure(options: FigureOptions, wording: Wording): HTMLElement {
  const { data } = options;
  const drawing = h('div', { class: 'figure-drawing', role: 'img', 'aria-label': options.alt });
  let drawnPx = 0;
  const draw = async (widthPx: number) => {
    drawnPx = widthPx;
    const drawn = await options.draw(widthPx);
    if (drawnPx === widthPx) drawing.replaceChildren(unnamed(drawn));
  };
  new ResizeObserver(([entry]) => {
    const widthPx = Math.floor(entry?.contentRect.width ?? 0);
    if (widthPx > 0 && widthPx !== drawnPx) draw(widthPx).catch(console.error);
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
    dataTable(options, wording),
  );
}
