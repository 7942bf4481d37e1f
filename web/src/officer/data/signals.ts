// What in the data asks for a second look. The service finds it and says why;
// none of it proves a fault: a person decides, and marks what was looked at. A
// signal whose facts have changed since comes back open by itself.

import { CSRF } from '../../api/office.ts';
import type { components } from '../../api/openapi.d.ts';
import { answerOf, service } from '../../api/request.ts';
import type { Language } from '../../text/wording.ts';
import type { Scope } from './pupil_book.ts';

export type Signal = components['schemas']['Signal'];
export type SignalKind = components['schemas']['SignalKind'];

/** In the order they are listed: what is most likely wrong comes first. */
export const SIGNALS: SignalKind[] = [
  'outside',
  'other_ward',
  'many_at_point',
  'same_child',
  'far_from_address',
  'address_unknown',
  'no_address',
  'no_street',
  'siblings_apart',
  'age',
];

export const STATES = ['open', 'reviewed', 'all'] as const;
export type ReviewState = (typeof STATES)[number];

/** The state that an address asks for; usually what is still to be looked at. */
export function stateOf(review: string | undefined): ReviewState {
  return STATES.find((state) => state === review) ?? 'open';
}

export function isIn(state: ReviewState, signal: Signal): boolean {
  return state === 'all' || (signal.review !== null) === (state === 'reviewed');
}

/** By the child's code; who has none is not in it. */
export type Signals = Map<string, Signal[]>;

function byPupil(list: Signal[]): Signals {
  const signals: Signals = new Map();
  const order = (signal: Signal) => SIGNALS.indexOf(signal.kind);
  for (const signal of [...list].sort((one, other) => order(one) - order(other)))
    for (const pupil of signal.pupils) {
      const there = signals.get(pupil);
      if (there) there.push(signal);
      else signals.set(pupil, [signal]);
    }
  return signals;
}

/** How many children have a signal of that state: of each kind, or of any. */
export function countSignals(signals: Signals, state: ReviewState): Map<SignalKind | 'any', number> {
  const counts = new Map<SignalKind | 'any', number>();
  const add = (kind: SignalKind | 'any') => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const found of signals.values()) {
    const kinds = new Set(found.filter((signal) => isIn(state, signal)).map(({ kind }) => kind));
    for (const kind of kinds) add(kind);
    if (kinds.size > 0) add('any');
  }
  return counts;
}

/** The service marks so many at once. */
const MOST_MARKED = 500;

/** The signals of the children read; `change` says when they are others. */
export class SignalBook extends EventTarget {
  signals: Signals = new Map();
  isRead = false;
  private list: Signal[] = [];
  private run = 0;

  constructor(private readonly language: Language) {
    super();
  }

  async load(scope: Scope): Promise<void> {
    const run = (this.run += 1);
    const { signals } = await answerOf(service.GET('/v1/signals', { params: { query: { ...scope, lang: this.language } } }));
    if (run === this.run) this.keep(signals);
  }

  /** Throws a ServiceError that is a conflict when the data have changed since. */
  async mark(signals: Signal[], state: 'reviewed' | 'open', note = ''): Promise<void> {
    const named = signals.map(({ kind, facts, pupils: [pupil] }) => ({ kind, facts, pupil }));
    const some = named.slice(0, MOST_MARKED) as [(typeof named)[number], ...typeof named];
    const body = { state, signals: some as never, ...(note && { note }) };
    const { review } = await answerOf(service.POST('/v1/signals/reviews', { params: { header: CSRF }, body }));
    const marked = new Set(signals.map(({ kind, facts }) => `${kind} ${facts}`));
    this.run += 1;
    this.keep(this.list.map((signal) => (marked.has(`${signal.kind} ${signal.facts}`) ? { ...signal, review } : signal)));
  }

  private keep(list: Signal[]): void {
    this.list = list;
    this.signals = byPupil(list);
    this.isRead = true;
    this.dispatchEvent(new Event('change'));
  }
}
