// Marking signals as looked at, from the card by a button or from the table by a
// key. Each can be taken back; the keyboard stays where it was, or goes on to the
// next row when the one it was on has gone from the list.

import { failureKind } from '../../api/request.ts';
import type { Office } from '../../office/office.ts';
import type { Known } from './pupil_desk.ts';
import type { Signal } from './signals.ts';
import type { Wording } from './wording.ts';

type State = 'reviewed' | 'open';

function rowNames(table: HTMLElement): string[] {
  return [...table.querySelectorAll<HTMLElement>('[data-row]')].map((row) => row.dataset['row'] ?? '');
}

export class Reviews {
  constructor(
    private readonly office: Office,
    private readonly known: Known,
    private readonly wording: Wording,
    private readonly desk: HTMLElement,
  ) {
    desk.addEventListener('keydown', (event) => this.pressed(event));
  }

  async mark(signals: Signal[], state: State, note = ''): Promise<void> {
    const { wording, office, known } = this;
    const back = this.keepFocus();
    const names = [...new Set(signals.map(({ kind }) => wording.say(`signal_${kind}`)))].join('; ');
    try {
      await known.signals.mark(signals, state, note);
    } catch (error) {
      return this.refused(error);
    }
    back();
    const sentence = wording.say(state === 'reviewed' ? 'review_done' : 'review_reopened', { signals: names });
    if (state === 'open') return office.say(sentence);
    office.say(sentence, { label: wording.say('undo'), act: () => void this.mark(signals, 'open') });
  }

  private refused(error: unknown): void {
    if (failureKind(error) !== 'conflict') return this.office.fail(error);
    this.office.say(this.wording.say('review_conflict'));
    void this.known.signals.load(this.known.book.scope).catch((again: unknown) => this.office.fail(again));
  }

  // X on a row of the table: all that is still open about that child.
  private pressed(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.data-middle .row[data-row]');
    if (!row || event.key.toLowerCase() !== 'x' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const open = (this.known.signals.signals.get(row.dataset['row'] ?? '') ?? []).filter(({ review }) => review === null);
    if (open.length === 0) return this.office.say(this.wording.say('review_nothing'));
    void this.mark(open, 'reviewed');
  }

  // What had the keyboard is drawn anew: the same button or row is found again.
  private keepFocus(): () => void {
    const { desk } = this;
    const focused = document.activeElement as HTMLElement | null;
    const mark = focused?.closest('.data-review')?.querySelector<HTMLElement>('[data-mark]')?.dataset['mark'];
    const row = focused?.dataset['row'];
    const rows = rowNames(desk);
    return () => {
      if (mark) return desk.querySelector<HTMLElement>(`[data-mark="${mark}"]`)?.focus();
      if (!row) return;
      const there = new Set(rowNames(desk));
      const after = rows.slice(rows.indexOf(row)).concat(rows.slice(0, rows.indexOf(row)).reverse());
      const next = after.find((name) => there.has(name));
      if (next) desk.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`)?.focus();
    };
  }
}
