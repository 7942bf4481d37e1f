// Zones that touch have different tints. A zone keeps its tint while it can, so
// that a stroke does not change the colours of half the map: of two zones that
// have come to touch with one tint, the one that is later in the list takes the
// tint least used around it. To begin with all are tinted so, those with most
// neighbours first.

export const N_TINTS = 6;
const NONE = 255;

/** `neighbours[unit]`: units beside it, each pair once. */
function zonesBeside(school: Int32Array, neighbours: readonly number[][], nSchools: number): Set<number>[] {
  const beside = Array.from({ length: nSchools }, () => new Set<number>());
  neighbours.forEach((others, unit) => {
    const one = school[unit] ?? -1;
    for (const place of others) {
      const other = school[place] ?? -1;
      if (one < 0 || other < 0 || one === other) continue;
      beside[one]?.add(other);
      beside[other]?.add(one);
    }
  });
  return beside;
}

function freeTint(zone: number, beside: Set<number>, tints: Uint8Array): number {
  const used = new Array<number>(N_TINTS).fill(0);
  for (const other of beside) {
    const tint = tints[other] ?? NONE;
    if (tint !== NONE) used[tint] = (used[tint] ?? 0) + 1;
  }
  // Starting elsewhere for each keeps the first tints from being everywhere.
  let best = zone % N_TINTS;
  for (let n = 0; n < N_TINTS; n += 1) {
    const tint = (zone + n) % N_TINTS;
    if ((used[tint] ?? 0) < (used[best] ?? 0)) best = tint;
  }
  return best;
}

export function newTints(nSchools: number): Uint8Array {
  return new Uint8Array(nSchools).fill(NONE);
}

/** Changes `tints` where they must; gives the zones whose tint is another now. */
export function settleTints(tints: Uint8Array, school: Int32Array, neighbours: readonly number[][]): number[] {
  const beside = zonesBeside(school, neighbours, tints.length);
  const order = [...tints.keys()].sort((one, other) => (beside[other]?.size ?? 0) - (beside[one]?.size ?? 0) || one - other);
  const changed: number[] = [];
  const settled = new Set<number>();
  for (const zone of order) {
    const around = beside[zone] ?? new Set<number>();
    const clashes = [...around].some((other) => settled.has(other) && tints[other] === tints[zone]);
    if (tints[zone] === NONE || clashes) {
      tints[zone] = freeTint(zone, around, tints);
      changed.push(zone);
    }
    settled.add(zone);
  }
  return changed;
}
