// A plan as it lies before who works on it: the units with their schools, and
// the measures. A stroke shows at once; what the server keeps comes after, in
// order, each stroke saying the step it follows. `kept` is what the server has
// told, `school` what is seen; they differ while a stroke is on its way, and a
// refused stroke is taken back by going from one to the other.
//
// Entrants and seats of the zones a stroke touches are known here and change
// while the brush moves; ways, pieces and the rest come with the answer.

import { ServiceError } from '../../api/request.ts';
import type { Ground } from './ground.ts';
import * as plans from './plans.ts';
import { SeatCount, type Seating } from './seat_count.ts';
import { StepLine } from './step_line.ts';
import { NO_SCHOOL } from './no_school.ts';
import { newTints, settleTints } from './tints.ts';

/** What is to be drawn anew. */
export interface Touched {
  units: number[];
  /** Schools whose zone has other measures or another tint. */
  zones: number[];
}

export type SheetNews =
  | { kind: 'refused'; reason: string }
  | { kind: 'overtaken'; units: number }
  | { kind: 'others'; units: number }
  | { kind: 'cut'; schools: string[] }
  | { kind: 'failed'; error: unknown };

const FOLLOW_MS = 2500;
// The server draws outlines while nobody else may have the plan: not between two
// strokes of someone who goes on.
const QUIET_MS = 1500;

export class PlanSheet {
  readonly school: Int32Array;
  readonly locked: Uint8Array;
  readonly zones: (plans.Zone | null)[];
  readonly tints: Uint8Array;
  readonly place: Map<string, number>;
  step: number;
  canUndo: boolean;
  canRedo: boolean;
  /** Other measures: they come first, whatever else is to be drawn. */
  onMeasured: () => void = () => undefined;
  /** There is something to draw: `takeTouched`, when it suits. */
  onTouched: () => void = () => undefined;
  onNews: (news: SheetNews) => void = () => undefined;
  /** Nothing has been drawn for a moment: outlines can be fetched. */
  onQuiet: () => void = () => undefined;
  private readonly kept: Int32Array;
  private readonly schoolPlace: Map<string, number>;
  private readonly line = new StepLine();
  private readonly seats: SeatCount;
  private readonly left = new AbortController();
  private touched = { units: new Set<number>(), zones: new Set<number>() };
  private follower = 0;
  private quiet = 0;

  constructor(
    readonly plan: plans.Plan,
    readonly units: plans.Units,
    public whole: plans.Measures,
    readonly ground: Ground,
  ) {
    this.school = Int32Array.from(units.school);
    this.kept = Int32Array.from(units.school);
    this.locked = new Uint8Array(units.units.length);
    for (const unit of units.locked) this.locked[unit] = 1;
    this.place = new Map(units.units.map((id, place) => [id, place]));
    this.schoolPlace = new Map(units.schools.map((id, place) => [id, place]));
    this.zones = units.schools.map(() => null);
    this.takeZones(whole.schools ?? []);
    this.seats = new SeatCount(units.entrants, units.schools.length);
    this.seats.count(this.school);
    this.tints = newTints(units.schools.length);
    settleTints(this.tints, this.school, units.neighbours);
    this.step = units.step;
    this.canUndo = units.can_undo;
    this.canRedo = units.can_redo;
    if (units.is_draft) this.follower = window.setTimeout(() => void this.follow(), FOLLOW_MS);
  }

  static async open(plan: plans.Plan, ground: Ground, signal: AbortSignal): Promise<PlanSheet> {
    const units = await plans.readUnits(plan.plan, signal);
    return new PlanSheet(plan, units, await plans.readMeasures(plan.plan, signal), ground);
  }

  close(): void {
    this.left.abort();
    clearTimeout(this.follower);
    clearTimeout(this.quiet);
  }

  get signal(): AbortSignal {
    return this.left.signal;
  }

  placeOfSchool(id: string | null): number {
    return id === null ? NO_SCHOOL : (this.schoolPlace.get(id) ?? NO_SCHOOL);
  }

  schoolName(place: number): string {
    const id = this.units.schools[place] ?? '';
    return this.ground.schools.get(id)?.name ?? id;
  }

  wardName(unit: number): string {
    const id = this.units.wards[this.units.ward[unit] ?? -1] ?? '';
    return this.ground.wards.get(id) ?? id;
  }

  /** Entrants and seats of a zone as seen now. */
  seating(place: number): Seating {
    const id = this.units.schools[place] ?? '';
    return this.seats.of(place, this.zones[place]?.seats ?? this.ground.schools.get(id)?.seats ?? 0);
  }

  /** The measures of the whole, with what is known at once as it is seen now. */
  wholeNow(): plans.Measures {
    const seatings = this.zones.map((_, place) => this.seating(place));
    const over_seats = seatings.reduce((sum, { entrants, seats }) => sum + Math.max(0, entrants - seats), 0);
    const unzoned = this.seats.without;
    return { ...this.whole, over_seats, unzoned, entrants: this.seats.all - unzoned, zones: seatings.filter(({ units }) => units > 0).length };
  }

  /** A stroke is on its way: what is not known at once is of before. */
  get isBusy(): boolean {
    return this.line.isBusy;
  }

  /** Units of a zone, as seen now. */
  unitsOf(school: number): number[] {
    return [...this.school.keys()].filter((unit) => this.school[unit] === school);
  }

  /** The units that the brush would really change. */
  paintable(units: Iterable<number>, school: number): number[] {
    return [...units].filter((unit) => this.school[unit] !== school && !this.locked[unit]);
  }

  /** The brush is over it: shown, and not said to anyone yet. */
  lay(units: number[], school: number): void {
    const zones = new Set(units.map((unit) => this.school[unit] ?? NO_SCHOOL));
    zones.add(school);
    for (const unit of units) this.school[unit] = school;
    this.touch(units, zones);
  }

  /** What was touched since this was last asked, with the zones that have to
      have another tint because of it. */
  takeTouched(): Touched {
    const { units, zones } = this.touched;
    this.touched = { units: new Set(), zones: new Set() };
    for (const zone of settleTints(this.tints, this.school, this.units.neighbours)) {
      zones.add(zone);
      for (const unit of this.unitsOf(zone)) units.add(unit);
    }
    return { units: [...units], zones: [...zones].filter((zone) => zone >= 0) };
  }

  /** The stroke is done: what was laid is sent. */
  keep(units: number[], school: number): void {
    if (units.length === 0) return;
    const ids = units.map((unit) => this.units.units[unit] as string);
    const to = this.units.schools[school] ?? null;
    this.send(units, () => plans.moveUnits(this.plan.plan, ids, to, this.step));
  }

  undo(): void {
    if (this.canUndo || this.isBusy) this.send([], () => plans.undoStep(this.plan.plan, this.step));
  }

  redo(): void {
    if (this.canRedo || this.isBusy) this.send([], () => plans.redoStep(this.plan.plan, this.step));
  }

  lock(units: number[], isLocked: boolean): void {
    const ids = units.map((unit) => this.units.units[unit] as string);
    this.line.add({
      ask: async () => {
        const { step, changes } = await plans.lockUnits(this.plan.plan, ids, isLocked, this.step);
        return () => {
          this.step = step;
          this.takeChanges(changes ?? []);
        };
      },
      fail: (error) => this.refused(error),
      drop: () => undefined,
    });
  }

  // Strokes ------------------------------------------------------------------

  private send(units: number[], ask: () => Promise<plans.Stroke>): void {
    clearTimeout(this.quiet);
    this.line.add({
      ask: async () => {
        const stroke = await ask();
        return () => this.answered(stroke);
      },
      fail: (error) => {
        this.takeBack(units);
        this.refused(error);
      },
      drop: () => this.takeBack(units),
    });
    this.onMeasured();
  }

  private answered(stroke: plans.Stroke): void {
    this.step = stroke.step;
    this.canUndo = stroke.can_undo;
    this.canRedo = stroke.can_redo;
    this.whole = stroke.after;
    const units: number[] = [];
    for (const { unit, to } of stroke.units) {
      const place = this.place.get(unit);
      if (place === undefined) continue;
      const school = this.placeOfSchool(to);
      // What the brush has laid over it meanwhile stays seen.
      if (this.school[place] === this.kept[place]) this.school[place] = school;
      this.kept[place] = school;
      units.push(place);
    }
    this.takeZones(stroke.zones.map(({ after }) => after));
    const zones = new Set(stroke.zones.map(({ after }) => this.placeOfSchool(after.id)));
    this.touch(units, zones);
    if (stroke.cut.length > 0) this.onNews({ kind: 'cut', schools: stroke.cut });
    this.awaitQuiet();
  }

  private takeBack(units: number[]): void {
    const zones = new Set<number>();
    for (const unit of units) {
      zones.add(this.school[unit] ?? NO_SCHOOL).add(this.kept[unit] ?? NO_SCHOOL);
      this.school[unit] = this.kept[unit] ?? NO_SCHOOL;
    }
    this.touch(units, zones);
  }

  // Who was overtaken has what the others did; a lasting refusal has its reason.
  private refused(error: unknown): void {
    this.line.clear();
    this.touch([], []);
    if (!(error instanceof ServiceError) || error.kind !== 'conflict') return this.onNews({ kind: 'failed', error });
    const { step, changes } = error.problem;
    if (typeof step !== 'number') return this.onNews({ kind: 'refused', reason: error.message });
    this.step = step;
    const told = Array.isArray(changes) ? (changes as plans.Change[]) : null;
    this.onNews({ kind: 'overtaken', units: told?.length ?? 0 });
    void this.catchUp(told);
  }

  private awaitQuiet(): void {
    clearTimeout(this.quiet);
    this.quiet = window.setTimeout(() => {
      if (this.line.isBusy) this.awaitQuiet();
      else this.onQuiet();
    }, QUIET_MS);
  }

  // Others -------------------------------------------------------------------

  private async follow(): Promise<void> {
    try {
      if (!this.line.isBusy && !document.hidden) {
        const known = this.step;
        const { step, changes } = await plans.readChanges(this.plan.plan, known, this.signal);
        if (step !== known && this.step === known && !this.line.isBusy) {
          this.step = step;
          if (changes) this.onNews({ kind: 'others', units: changes.length });
          await this.catchUp(changes);
        }
      }
    } catch (error) {
      // What others draw can wait: a stroke of one's own will say what is wrong.
      if (error instanceof ServiceError && error.kind === 'not_signed_in') this.onNews({ kind: 'failed', error });
    }
    if (!this.signal.aborted) this.follower = window.setTimeout(() => void this.follow(), FOLLOW_MS);
  }

  private async catchUp(changes: plans.Change[] | null): Promise<void> {
    try {
      if (changes) this.takeChanges(changes);
      const units = await plans.readUnits(this.plan.plan, this.signal);
      if (units.step < this.step || this.line.isBusy) return;
      this.takeUnits(units);
      await this.remeasure();
      this.onQuiet();
    } catch (error) {
      if (!(error instanceof plans.Left)) this.onNews({ kind: 'failed', error });
    }
  }

  /** Reads all measures anew, those of the shapes too, unless a stroke came between. */
  async remeasure(): Promise<void> {
    const { step } = this;
    const whole = await plans.readMeasures(this.plan.plan, this.signal);
    if (this.step !== step || this.line.isBusy) return;
    this.whole = whole;
    this.zones.fill(null);
    this.takeZones(whole.schools ?? []);
    this.touch([], this.zones.keys());
  }

  private takeUnits(units: plans.Units): void {
    this.step = units.step;
    this.canUndo = units.can_undo;
    this.canRedo = units.can_redo;
    const locked = new Set(units.locked);
    units.school.forEach((school, place) => {
      this.school[place] = this.kept[place] = school;
      this.locked[place] = locked.has(place) ? 1 : 0;
    });
    this.touch(this.school.keys(), this.zones.keys());
  }

  private takeChanges(changes: plans.Change[]): void {
    const zones = new Set<number>();
    const units: number[] = [];
    for (const { unit, school, is_locked } of changes) {
      const place = this.place.get(unit);
      if (place === undefined) continue;
      const now = this.placeOfSchool(school);
      zones.add(this.kept[place] ?? NO_SCHOOL).add(now);
      this.school[place] = this.kept[place] = now;
      this.locked[place] = is_locked ? 1 : 0;
      units.push(place);
    }
    this.touch(units, zones);
  }

  private takeZones(zones: plans.Zone[]): void {
    for (const zone of zones) {
      const place = this.placeOfSchool(zone.id);
      if (place >= 0) this.zones[place] = { ...zone, compactness: zone.compactness ?? this.zones[place]?.compactness ?? null };
    }
  }

  private touch(units: Iterable<number>, zones: Iterable<number>): void {
    for (const unit of units) this.touched.units.add(unit);
    for (const zone of zones) this.touched.zones.add(zone);
    this.seats.count(this.school);
    this.onMeasured();
    this.onTouched();
  }
}
