// A table that can be sorted by its heads and, with many rows, holds only those
// in sight (TanStack Virtual says which). The rows keep their order until a head
// is pressed; a row can be chosen with mouse, Enter or Space. Tab comes to one row
// only, that which had the keyboard or is chosen; from there arrows, Page Up and
// Page Down, Home and End lead to the others.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { h } from '../element.ts';
import type { Wording } from '../text/wording.ts';
import { compareCells } from './cell_order.ts';
import { saveCsv, type Cell } from './csv.ts';

export interface Column<Row> {
  name: string;
  title: string;
  /** What it is sorted by and what CSV has. */
  value(row: Row): Cell;
  /** What is shown, if that is more than the value. */
  show?(row: Row): Node | string;
  /** Numbers stand at the right, under each other. */
  isNumber?: boolean;
  /** A width of CSS, as "8rem" or "2fr", or a whole track, as "minmax(8rem, 2fr)". */
  width?: string;
}

export interface TableOptions<Row> {
  caption: string;
  columns: Column<Row>[];
  key(row: Row): string;
  onChoose?(row: Row): void;
  /** Said where there are no rows. */
  empty: string;
  /** Name of the CSV file; without it there is no such button. */
  file?: string;
}

export interface Table<Row> {
  element: HTMLElement;
  show(rows: Row[], chosen?: string | null): void;
  /** Marks one of the rows that are there and brings it into sight; null marks none. */
  choose(key: string | null): void;
  /** Sorts as if the head were pressed. */
  sort(column: string, isDescending: boolean): void;
}

const ROW_PX = 40;
const ROWS_A_PAGE = 10;

function track({ width = '1fr' }: { width?: string }): string {
  return width.includes('(') ? width : `minmax(0, ${width})`;
}

class SortedTable<Row> implements Table<Row> {
  readonly element: HTMLElement;
  private rows: Row[] = [];
  private sorted: Row[] = [];
  private chosen: string | null = null;
  /** The row that had the keyboard last. */
  private kept: string | null = null;
  private by: { column: Column<Row>; isDescending: boolean } | null = null;
  private readonly heads = new Map<string, HTMLElement>();
  private readonly body = h('div', { class: 'table-body', role: 'rowgroup' });
  private readonly scroll: HTMLElement;
  private readonly grid: HTMLElement;
  private readonly count = h('p', { class: 'table-count', 'aria-live': 'polite' });
  private readonly virtual: Virtualizer<HTMLElement, HTMLElement>;

  constructor(
    private readonly options: TableOptions<Row>,
    private readonly wording: Wording,
  ) {
    this.grid = h('div', { class: 'table-grid', role: 'table', 'aria-label': options.caption }, this.head(), this.body);
    this.grid.style.setProperty('--columns', options.columns.map(track).join(' '));
    this.scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': options.caption }, this.grid);
    this.body.addEventListener('focusin', ({ target }) => this.keep(target as HTMLElement));
    this.element = h('div', { class: 'table' }, this.scroll, h('div', { class: 'table-foot' }, this.count, this.saveButton()));
    this.virtual = new Virtualizer<HTMLElement, HTMLElement>(this.virtualOptions());
    // It observes the box only while that is on the page.
    new ResizeObserver(() => this.follow()).observe(this.scroll);
  }

  show(rows: Row[], chosen: string | null = null): void {
    this.rows = rows;
    this.chosen = chosen;
    this.count.textContent = rows.length > 0 ? this.wording.say('rows', { n: this.wording.count(rows.length) }) : this.options.empty;
    this.arrange();
  }

  choose(key: string | null): void {
    this.chosen = key;
    const index = key === null ? -1 : this.sorted.findIndex((row) => this.options.key(row) === key);
    if (index >= 0) this.virtual.scrollToIndex(index);
    this.draw();
  }

  sort(name: string, isDescending: boolean): void {
    const column = this.options.columns.find((one) => one.name === name);
    if (!column) return;
    this.by = { column, isDescending };
    for (const [other, head] of this.heads) {
      head.setAttribute('aria-sort', other !== name ? 'none' : isDescending ? 'descending' : 'ascending');
    }
    this.arrange();
  }

  private arrange(): void {
    const { by } = this;
    this.sorted = [...this.rows];
    if (by) {
      const sign = by.isDescending ? -1 : 1;
      this.sorted.sort((one, other) => sign * compareCells(by.column.value(one), by.column.value(other)));
    }
    this.grid.setAttribute('aria-rowcount', String(this.sorted.length + 1));
    this.follow();
  }

  private virtualOptions() {
    return {
      count: this.sorted.length,
      getScrollElement: () => this.scroll,
      estimateSize: () => ROW_PX,
      overscan: 8,
      initialRect: { width: 400, height: 400 },
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.draw(),
    };
  }

  private follow(): void {
    this.virtual.setOptions(this.virtualOptions());
    this.virtual._willUpdate();
    this.virtual.measure();
    this.draw();
  }

  private draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['row'];
    this.body.style.height = `${this.virtual.getTotalSize()}px`;
    const items = this.virtual.getVirtualItems();
    const stop = this.tabStop(items.map(({ index }) => index));
    this.place(items.map(({ index, start }) => this.row(index, start, index === stop)));
    if (focused && (document.activeElement as HTMLElement | null)?.dataset['row'] !== focused) this.rowOf(focused)?.focus({ preventScroll: true });
  }

  private rowOf(key: string): HTMLElement | null {
    return this.body.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
  }

  // Of the rows that are there, the one Tab comes to.
  private tabStop(indexes: number[]): number | undefined {
    const keyed = (key: string | null) => (key === null ? undefined : indexes.find((index) => this.options.key(this.sorted[index] as Row) === key));
    return keyed(this.kept) ?? keyed(this.chosen) ?? indexes.find((index) => index >= (this.virtual.range?.startIndex ?? 0));
  }

  private keep(target: HTMLElement): void {
    const key = target.dataset['row'];
    if (key === undefined) return;
    this.kept = key;
    for (const row of this.body.querySelectorAll<HTMLElement>('[tabindex="0"][data-row]')) row.tabIndex = -1;
    target.tabIndex = 0;
  }

  // Rows that say what they said before stay: only others are laid out and
  // painted anew.
  private place(rows: HTMLElement[]): void {
    const old = [...this.body.children];
    rows.forEach((row, n) => {
      const was = old[n];
      if (!was) this.body.append(row);
      else if (!was.isEqualNode(row)) was.replaceWith(row);
    });
    for (const was of old.slice(rows.length)) was.remove();
  }

  private head(): HTMLElement {
    const cells = this.options.columns.map((column) => {
      const button = h(
        'button',
        { type: 'button', class: 'table-sort', onclick: () => this.press(column) },
        column.title,
      );
      const head = h('div', { class: column.isNumber ? 'cell is-number' : 'cell', role: 'columnheader', 'aria-sort': 'none' }, button);
      this.heads.set(column.name, head);
      return head;
    });
    return h('div', { class: 'table-head', role: 'rowgroup' }, h('div', { class: 'row', role: 'row' }, ...cells));
  }

  private press(column: Column<Row>): void {
    const isSame = this.by?.column.name === column.name;
    this.sort(column.name, isSame ? !this.by?.isDescending : column.isNumber === true);
  }

  private row(index: number, startPx: number, isTabStop: boolean): HTMLElement {
    const row = this.sorted[index] as Row;
    const key = this.options.key(row);
    const cells = this.options.columns.map((column) =>
      h('div', { class: column.isNumber ? 'cell is-number' : 'cell', role: 'cell' }, column.show?.(row) ?? String(column.value(row) ?? '')),
    );
    const { onChoose } = this.options;
    const element = h(
      'div',
      {
        class: key === this.chosen ? 'row is-chosen' : 'row',
        role: 'row',
        'aria-rowindex': index + 2,
        'data-row': key,
        tabindex: onChoose ? (isTabStop ? 0 : -1) : null,
        // A row that stays may stand for another that looks the same.
        onclick: onChoose && (() => onChoose(this.sorted[index] as Row)),
        onkeydown: onChoose && ((event: KeyboardEvent) => this.pressed(event, this.sorted[index] as Row)),
      },
      ...cells,
    );
    element.style.transform = `translateY(${startPx}px)`;
    return element;
  }

  // Enter or Space chooses; other keys lead to other rows.
  private pressed(event: KeyboardEvent, row: Row): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.options.onChoose?.(row);
      return;
    }
    const from = this.sorted.indexOf(row);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + ROWS_A_PAGE, PageUp: from - ROWS_A_PAGE, Home: 0, End: this.sorted.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(this.sorted.length - 1, to));
    this.virtual.scrollToIndex(index);
    this.draw();
    this.rowOf(this.options.key(this.sorted[index] as Row))?.focus({ preventScroll: true });
  }

  private saveButton(): HTMLElement | null {
    const { file, columns } = this.options;
    if (!file) return null;
    const save = () =>
      saveCsv(file, columns.map((column) => column.title), this.sorted.map((row) => columns.map((column) => column.value(row))));
    return h('button', { type: 'button', class: 'quiet', onclick: save }, this.wording.say('save_csv'));
  }
}

export function table<Row>(options: TableOptions<Row>, wording: Wording): Table<Row> {
  return new SortedTable(options, wording);
}
