// A stroke of the brush: units are laid as the pointer comes over them, all to
// one school, and kept together as one step when it is let go.

import { NO_SCHOOL } from './no_school.ts';
import type { PlanSheet } from './plan_sheet.ts';

export class Stroke {
  /** With the school each had before. */
  private readonly laid = new Map<number, number>();
  private school = NO_SCHOOL;

  constructor(private readonly sheet: PlanSheet) {}

  /** Gives whether it belongs to the stroke from now on. */
  over(unit: number, school: number): boolean {
    if (this.laid.has(unit) || this.sheet.paintable([unit], school).length === 0) return false;
    this.laid.set(unit, this.sheet.school[unit] ?? NO_SCHOOL);
    this.school = school;
    this.sheet.lay([unit], school);
    return true;
  }

  end(): void {
    const units = [...this.laid.keys()];
    this.laid.clear();
    this.sheet.keep(units, this.school);
  }

  cancel(): void {
    for (const [unit, school] of this.laid) this.sheet.lay([unit], school);
    this.laid.clear();
  }

  /** Not by the pointer: laid and kept at once. */
  whole(units: number[], school: number): void {
    this.sheet.lay(units, school);
    this.sheet.keep(units, school);
  }
}
