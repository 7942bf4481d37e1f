// How cells are sorted: words as Vietnamese has them, numbers by size.

import type { Cell } from './csv.ts';

const ORDER = new Intl.Collator('vi', { numeric: true });

export function compareCells(one: Cell, other: Cell): number {
  if (one === other) return 0;
  if (one === null || one === undefined) return 1; // what is not known comes last
  if (other === null || other === undefined) return -1;
  if (typeof one === 'string') return ORDER.compare(one, String(other));
  return Number(one) - Number(other);
}
