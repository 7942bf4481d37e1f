// Entrants of each zone, counted from the units that are seen: what a stroke
// does to seats is known before the server says so.

import { NO_SCHOOL } from './no_school.ts';

export interface Seating {
  entrants: number;
  units: number;
  seats: number;
}

export class SeatCount {
  /** Entrants of the city, and those in no zone. */
  readonly all: number;
  without = 0;
  private readonly entrants: Int32Array;
  private readonly units: Int32Array;

  constructor(
    private readonly entrantsOfUnits: readonly number[],
    nSchools: number,
  ) {
    this.all = entrantsOfUnits.reduce((sum, n) => sum + n, 0);
    this.entrants = new Int32Array(nSchools);
    this.units = new Int32Array(nSchools);
  }

  count(school: Int32Array): void {
    this.entrants.fill(0);
    this.units.fill(0);
    this.without = 0;
    for (let unit = 0; unit < school.length; unit += 1) {
      const place = school[unit] ?? NO_SCHOOL;
      const n = this.entrantsOfUnits[unit] ?? 0;
      if (place === NO_SCHOOL) this.without += n;
      else {
        this.entrants[place] = (this.entrants[place] ?? 0) + n;
        this.units[place] = (this.units[place] ?? 0) + 1;
      }
    }
  }

  of(place: number, seats: number): Seating {
    return { entrants: this.entrants[place] ?? 0, units: this.units[place] ?? 0, seats };
  }
}
