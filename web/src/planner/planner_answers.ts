// What the parts of the planners’ page have asked already, for as long as the
// page is open or until a new forecast is made: moving the year must not ask
// again.

import type { Level } from '../api/contract.ts';
import {
  readEnrolmentYear,
  readIndicators,
  readPlanningPupils,
  readPlanningRooms,
  readPlanningSchools,
  type Indicator,
  type PlaceAsked,
  type PlanningPupils,
  type PlanningRooms,
  type PlanningSchool,
} from '../api/planning.ts';

export class PlannerAnswers {
  private readonly kept = new Map<string, Promise<unknown>>();

  rooms(level: Level): Promise<PlanningRooms> {
    return this.once(`rooms ${level}`, () => readPlanningRooms(level));
  }

  schools(level: Level, year: number): Promise<PlanningSchool[]> {
    return this.once(`schools ${level} ${year}`, () => readPlanningSchools(level, year));
  }

  pupils(place: PlaceAsked): Promise<PlanningPupils> {
    return this.once(`pupils ${place.ward} ${place.school}`, () => readPlanningPupils(place));
  }

  indicators(): Promise<Indicator[]> {
    return this.once('indicators', readIndicators);
  }

  enrolmentYear(): Promise<number | null> {
    return this.once('enrolment', readEnrolmentYear);
  }

  /** There is a new forecast. */
  forget(): void {
    this.kept.clear();
  }

  private once<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(question);
    if (known) return known as Promise<Answer>;
    const asked = ask();
    this.kept.set(question, asked);
    // What failed is asked again next time.
    asked.catch(() => this.kept.delete(question));
    return asked;
  }
}
