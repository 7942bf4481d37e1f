// Into a round: wards, schools as rings filled by seats used, and the pupils of a
// school. What is looked at is in the address; each answer that comes late, for
// something no longer looked at, is dropped.

import type { Level, LonLat, Profile, Route } from '../../api/contract.ts';
import { h } from '../../element.ts';
import { MapStage } from '../../map/map_stage.ts';
import type { Office } from '../../office/office.ts';
import { readExplanation, readPupil, readPupils, readWay, type Pupil } from '../pupils.ts';
import { levelOfGrade, readConsequences, type Consequences, type Measures } from '../rounds.ts';
import type { Chosen, ViewOf } from './part.ts';
import { pupilBox, type PupilTold } from './pupil_box.ts';
import { readRules } from './rules_box.ts';
import { ringLegend } from './ring_legend.ts';
import { pupilTable, schoolBox, type SchoolTold } from './school_box.ts';
import { SchoolList, UNPLACED } from './school_list.ts';
import { readSchoolSeats, readWards, type SchoolSeats, type Ward } from './school_seats.ts';
import { showSeats, type SeatMap } from './seat_stage.ts';
import type { Wording } from './wording.ts';

const MOST_FOUND = 200;

class SchoolsView implements ViewOf {
  private readonly level: Level;
  private readonly list: SchoolList;
  private readonly map: SeatMap;
  private readonly right = h('div', { class: 'desk-side desk-chosen', 'aria-live': 'polite' });
  readonly element: HTMLElement;
  private leaving = new AbortController();
  private loaded: Promise<[SchoolSeats[], Consequences]> | null = null;
  private loadedRound = '';
  private wards: Promise<Ward[]>;
  private profile: Promise<Profile>;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    chosen: Chosen,
  ) {
    this.level = levelOfGrade(chosen.choice.grade);
    this.list = new SchoolList(office, wording);
    const stage = new MapStage(office.city, wording, wording.say('map_of_places'));
    stage.element.append(ringLegend(wording));
    this.map = showSeats(stage, this.level, (school) => office.go({ school, pupil: '' }));
    this.element = h('div', { class: 'desk placing-desk' }, this.list.element, stage.element, this.right);
    this.wards = readWards(this.level);
    this.wards.then((wards) => this.list.fillWards(wards)).catch((error: unknown) => office.fail(error));
    this.profile = readRules(chosen.run.rounds[0]?.rules.checksum ?? '').then(async ({ text }) => (await import('./rules_words.ts')).profileOf(text));
    this.profile.catch(() => undefined); // told where a way is asked for
  }

  follow(chosen: Chosen): void {
    this.leaving.abort();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.show(chosen, signal).catch((error: unknown) => {
      if (!signal.aborted) this.office.fail(error);
    });
  }

  close(): void {
    this.leaving.abort();
    this.map.close();
  }

  private load({ run, round }: Chosen): Promise<[SchoolSeats[], Consequences]> {
    if (this.loaded && this.loadedRound === round) return this.loaded;
    this.loadedRound = round;
    const one = run.rounds.filter((other) => other.round === round);
    this.loaded = Promise.all([readSchoolSeats(round, this.level), readConsequences(one)]);
    return this.loaded;
  }

  private async show(chosen: Chosen, signal: AbortSignal): Promise<void> {
    const { ward = '', school = '', pupil = '', q = '' } = this.office.address().values;
    const [[schools, consequences], wards] = await Promise.all([this.load(chosen), this.wards]);
    if (signal.aborted) return;
    const name = wards.find(({ id }) => id === ward)?.name;
    const shown = name ? schools.filter((one) => one.ward === name) : schools;
    this.list.show(shown, school, consequences.all[0]?.unplaced ?? 0, measuresOfWard(consequences, name));
    const seatsOf = (homes: LonLat[] = [], way: Route | null = null) =>
      this.map.show({ level: this.level, schools, chosen: way?.properties.school?.id ?? school, homes, way }, { ward: shown, isWard: name !== undefined });
    seatsOf();
    const names = new Map(schools.map((one) => [one.id, one.name]));
    if (pupil) return this.showPupil(pupil, chosen, names, (home, way) => seatsOf([home], way), signal);
    if (q && !school) return this.showFound({ q, ...(ward && { ward }) }, this.wording.say('found_title', { q }), chosen, seatsOf, signal);
    if (school === UNPLACED) return this.showFound({ unplaced: 1, ...(ward && { ward }) }, this.wording.say('unplaced_title'), chosen, seatsOf, signal);
    const one = schools.find(({ id }) => id === school);
    if (one) return this.showSchool(one, chosen, seatsOf, signal);
    this.right.replaceChildren(h('div', { class: 'message' }, h('h2', {}, this.wording.say('choose_school')), h('p', {}, this.wording.say('choose_school_means'))));
  }

  private async showSchool(school: SchoolSeats, { choice, round }: Chosen, seatsOf: (homes: LonLat[]) => void, signal: AbortSignal): Promise<void> {
    const told: SchoolTold = { school, pupils: null, wanted: null };
    const put = () => this.put(schoolBox(told, this.office, this.wording), `school/${school.id}`);
    put();
    if (this.office.session.role !== 'officer') return;
    told.pupils = await readPupils({ ...choice, round, school: school.id });
    if (signal.aborted) return;
    put();
    seatsOf(told.pupils.map(({ at }) => at));
    told.wanted = await this.wantedAt(told.pupils, round, signal);
    if (!signal.aborted && told.wanted !== null) put();
  }

  // The explanation of any of its pupils tells how many wanted the school. A
  // round that can no longer be explained has no such number, and that is all.
  private async wantedAt([pupil]: Pupil[], round: string, signal: AbortSignal): Promise<number | null> {
    if (!pupil) return null;
    const explanation = await readExplanation(pupil.id, round, this.office.language, signal).catch(() => null);
    return explanation?.own?.asked ?? null;
  }

  private async showFound(
    what: { q?: string; ward?: string; unplaced?: 1 },
    title: string,
    { choice, round }: Chosen,
    seatsOf: (homes: LonLat[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const pupils = await readPupils({ ...choice, round, ...what }, MOST_FOUND);
    if (signal.aborted) return;
    const box = h('div', { class: 'school-box' }, h('h2', { tabindex: -1 }, title), pupilTable(pupils, this.wording.say('found_none'), this.office, this.wording));
    this.put(box, `found/${title}`);
    seatsOf(pupils.map(({ at }) => at));
  }

  private async showPupil(
    id: string,
    { run, round }: Chosen,
    names: Map<string, string>,
    onWay: (home: LonLat, way: Route | null) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const pupil = await readPupil(id, round);
    if (signal.aborted) return;
    const told: PupilTold = { pupil, places: new Map([[round, pupil.placement]]), explanation: 'opening', way: null };
    const put = () => {
      if (!signal.aborted) this.put(pupilBox(told, run.rounds, round, names, this.office, this.wording), `pupil/${id}`);
    };
    put();
    onWay(pupil.at, null);
    const others = run.rounds.filter((one) => one.round !== round);
    await Promise.all([
      ...others.map(async (one) => told.places.set(one.round, (await readPupil(id, one.round)).placement)),
      this.profile.then((profile) => readWay(pupil, profile, signal)).then((way) => {
        told.way = way;
        if (way && !signal.aborted) onWay(pupil.at, way);
      }),
    ]);
    put();
    told.explanation = await readExplanation(id, round, this.office.language, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return error instanceof Error ? error.message : this.wording.say('failed_broken');
    });
    put();
  }

  // Someone at the keyboard who chose a row is taken to what it opened, once.
  private put(box: HTMLElement, name: string): void {
    const isNew = this.right.dataset['shown'] !== name;
    const focused = document.activeElement;
    const hadFocus = this.right.contains(focused);
    const row = hadFocus && focused instanceof HTMLElement ? focused.dataset['row'] : undefined;
    this.right.dataset['shown'] = name;
    this.right.replaceChildren(box);
    if (isNew && (hadFocus || this.list.element.contains(document.activeElement))) box.querySelector<HTMLElement>('h2')?.focus();
    else if (hadFocus) (row ? box.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`) : box.querySelector<HTMLElement>('h2'))?.focus();
  }
}

// The table of consequences has wards by their short names.
function measuresOfWard({ all, wards }: Consequences, name: string | undefined): Measures | null {
  if (!name) return all[0] ?? null;
  const of = wards.find((ward) => ward.name !== null && (name === ward.name || name.startsWith(`${ward.name},`)));
  return of?.measures[0] ?? null;
}

export function schoolsView(office: Office, wording: Wording, chosen: Chosen): ViewOf {
  return new SchoolsView(office, wording, chosen);
}
