// What a family puts on the map while it writes: a pin, or the corners of a lane
// and the pen that is on its way to the next. It is kept here alone, never in the
// address, for it says where a child lives.

import type { LonLat } from '../api/contract.ts';
import type { ContestKind, NewContest } from '../api/family.ts';
import { apart, moved } from '../map/step.ts';

const SAME_PLACE_M = 1;

export class Drawn {
  places: LonLat[] = [];
  /** Where the pen is. */
  pen: LonLat;

  constructor(
    readonly kind: ContestKind,
    /** The recorded home; of a gate, the school. */
    readonly from: LonLat,
  ) {
    this.pen = from;
  }

  /** Put, dragged or moved to `at`; a tap while drawing a lane is its next corner. */
  move(at: LonLat, isTap: boolean): void {
    this.pen = at;
    if (this.kind !== 'lane') this.places = [at];
    else if (isTap) this.addCorner();
  }

  step(east: number, north: number): void {
    this.move(moved(this.pen, east, north), false);
  }

  addCorner(): void {
    const last = this.places.at(-1);
    if (this.kind === 'lane' && (!last || apart(last, this.pen) >= SAME_PLACE_M)) this.places = [...this.places, this.pen];
  }

  undoCorner(): void {
    this.places = this.places.slice(0, -1);
    this.pen = this.places.at(-1) ?? this.pen;
  }

  /** Enough to be sent. */
  isWhole(): boolean {
    const [place] = this.places;
    if (this.kind === 'other') return true;
    if (this.kind === 'lane') return this.places.length >= 2;
    return place !== undefined && apart(place, this.from) >= SAME_PLACE_M;
  }

  /** The fields of the contest that tell of it. */
  fields(): Partial<NewContest> {
    const [place, ...others] = this.places;
    if (this.kind === 'other' || !place) return {};
    return this.kind === 'lane' ? { line: [place, ...others] as [LonLat, LonLat, ...LonLat[]] } : { at: place };
  }
}
