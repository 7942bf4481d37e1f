// What is selected: a zone with its seats as a ring, or a unit; with what can be
// done to it. The numbers move while one paints.

import { h } from '../../element.ts';
import { pick } from './fields.ts';
import { NO_SCHOOL } from './no_school.ts';
import type { PlanSheet } from './plan_sheet.ts';
import { seatRing } from './seat_drawing.ts';
import type { Wording } from './wording.ts';

export interface ChosenHandlers {
  canPaint: boolean;
  onPaintTo(school: number): void;
  onZone(school: number): void;
  onGive(unit: number, school: number): void;
  onLock(unit: number, isLocked: boolean): void;
}

function row(name: string, label: string, value: string, isBad = false): HTMLElement {
  return h('div', { 'data-measure': name }, h('dt', {}, label), h('dd', { class: isBad ? 'is-bad' : null }, value));
}

export class ChosenPanel {
  readonly element = h('aside', { class: 'desk-side chosen' });
  private zone = NO_SCHOOL;
  private unit = -1;

  constructor(
    private readonly sheet: PlanSheet,
    private readonly wording: Wording,
    private readonly handlers: ChosenHandlers,
  ) {
    this.element.setAttribute('aria-label', wording.say('chosen'));
    this.draw();
  }

  choose(zone: number, unit: number): void {
    this.zone = zone;
    this.unit = unit;
    this.draw();
  }

  draw(): void {
    const { wording } = this;
    if (this.unit >= 0) return this.element.replaceChildren(...this.ofUnit(this.unit), ...this.ofZone(this.sheet.school[this.unit] ?? NO_SCHOOL));
    if (this.zone >= 0) return this.element.replaceChildren(...this.ofZone(this.zone));
    this.element.replaceChildren(h('h2', {}, wording.say('chosen_nothing')), h('p', { class: 'field-hint' }, wording.say('chosen_how')));
  }

  /** The same thing with other numbers: what has the keyboard keeps it. */
  refresh(): void {
    const focused = document.activeElement instanceof HTMLElement && this.element.contains(document.activeElement) ? document.activeElement.dataset['act'] : undefined;
    this.draw();
    if (focused) this.element.querySelector<HTMLElement>(`[data-act="${focused}"]`)?.focus();
  }

  private ofZone(place: number): HTMLElement[] {
    const { sheet, wording, handlers } = this;
    if (place < 0) return [];
    const { entrants, seats, units } = sheet.seating(place);
    const zone = sheet.zones[place];
    const over = entrants - seats;
    const rows = [
      row('entrants', wording.say('c_entrants'), wording.count(entrants)),
      row('seats', wording.say('m_seats'), wording.count(seats)),
      row('units', wording.say('m_units'), wording.count(units)),
      ...(zone && units > 0
        ? [
            row('mean_way', wording.say('m_mean_way'), wording.distance(zone.mean_way_m)),
            row('farthest', wording.say('m_farthest'), wording.distance(zone.farthest_m)),
            ...(sheet.whole.cap_m === null ? [] : [row('over_cap', wording.say('m_over_cap', { cap: wording.distance(sheet.whole.cap_m) }), wording.count(zone.over_cap), zone.over_cap > 0)]),
            row('compactness', wording.say('m_compactness'), zone.compactness === null ? '…' : wording.decimal(zone.compactness, 2)),
            row('moved', wording.say('m_moved'), wording.count(zone.moved)),
          ]
        : []),
    ];
    return [
      h('p', { class: 'chosen-kind' }, wording.say(this.unit >= 0 ? 'unit_of' : 'zone_of')),
      h('h2', {}, sheet.schoolName(place)),
      h(
        'div',
        { class: 'chosen-seats' },
        seatRing(sheet.plan.level, entrants, seats),
        h('p', {}, h('strong', {}, wording.say('seats_used', { entrants: wording.count(entrants), seats: wording.count(seats) })), h('span', { class: over > 0 ? 'is-bad' : null }, seats > 0 ? wording.share(entrants / seats) : '')),
      ),
      ...(units === 0 ? [h('p', { class: 'field-hint' }, wording.say('zone_empty'))] : []),
      ...(over > 0 ? [h('p', { class: 'chip is-alarm' }, wording.say('zone_over', { n: wording.count(over) }))] : []),
      ...((zone?.pieces ?? 0) > 1 ? [h('p', { class: 'chip is-warning' }, wording.say('zone_in_pieces', { n: zone?.pieces ?? 0 }))] : []),
      h('dl', { class: 'chosen-list', 'data-zone': sheet.units.schools[place] ?? '' }, ...rows),
      ...(handlers.canPaint ? [h('button', { type: 'button', class: 'quiet', 'data-act': 'paint', onclick: () => handlers.onPaintTo(place) }, wording.say('paint_this'))] : []),
    ];
  }

  private ofUnit(unit: number): HTMLElement[] {
    const { sheet, wording } = this;
    const isLocked = sheet.locked[unit] === 1;
    return [
      h('p', { class: 'chosen-kind' }, wording.say('unit_is')),
      h('h2', {}, sheet.units.names[unit] ?? ''),
      h('dl', { class: 'chosen-list' }, row('ward', wording.say('ward'), sheet.wardName(unit) || wording.say('unknown')), row('entrants', wording.say('c_entrants'), wording.count(sheet.units.entrants[unit] ?? 0))),
      ...(isLocked ? [h('p', { class: 'chip is-warning' }, wording.say('locked_why'))] : []),
      ...(this.handlers.canPaint ? this.unitActs(unit, isLocked) : []),
    ];
  }

  private unitActs(unit: number, isLocked: boolean): HTMLElement[] {
    const { sheet, wording, handlers } = this;
    const options = [...sheet.units.schools.keys()].map((place) => ({ value: String(place), label: sheet.schoolName(place) })).sort((one, other) => one.label.localeCompare(other.label, 'vi'));
    const to = pick(wording.say('give_to'), [{ value: String(NO_SCHOOL), label: wording.say('paint_none') }, ...options]);
    to.show(String(sheet.school[unit] ?? NO_SCHOOL));
    const give = h('button', { type: 'button', class: 'quiet', 'data-act': 'give', disabled: isLocked, onclick: () => handlers.onGive(unit, Number(to.value())) }, wording.say('give'));
    const lock = h('button', { type: 'button', class: 'quiet', 'data-act': 'lock', 'aria-pressed': isLocked ? 'true' : 'false', onclick: () => handlers.onLock(unit, !isLocked) }, wording.say(isLocked ? 'unlock' : 'lock'));
    return [h('div', { class: 'chosen-give' }, to.element, give), lock];
  }
}
