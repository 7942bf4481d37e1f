// Five classes from nothing to much, the same for all years of a level, so that
// a colour means one number whatever year is shown. Breaks are round numbers
// near equal shares of what occurs.

export interface AmountScale {
  /** The least of each class after the first; the first is 0. */
  breaks: number[];
  classOf(amount: number): number;
}

const N_CLASSES = 5;

function roundNumber(amount: number): number {
  if (amount < 10) return Math.max(1, Math.round(amount));
  const step = 10 ** Math.floor(Math.log10(amount)) / 2;
  return Math.round(amount / step) * step;
}

export function amountScale(amounts: number[]): AmountScale {
  const some = amounts.filter((amount) => amount > 0).sort((one, other) => one - other);
  const breaks = some.length > 0 ? [1] : [];
  for (let n = 1; n < N_CLASSES - 1; n += 1) {
    const least = roundNumber(some[Math.floor((n * some.length) / (N_CLASSES - 1))] ?? 0);
    const before = breaks[breaks.length - 1] ?? 0;
    if (least > before) breaks.push(least);
  }
  return { breaks, classOf: (amount) => breaks.filter((least) => amount >= least).length };
}

/** Of each class, from its least to its greatest; the last has no end. */
export function classRanges({ breaks }: AmountScale): { from: number; to: number | null }[] {
  const least = [0, ...breaks];
  return least.map((from, n) => ({ from, to: n + 1 < least.length ? (least[n + 1] as number) - 1 : null }));
}
