// The result: where the child is placed, how far that is, and the receipt of the
// way, street by street.

import type { Child } from '../api/family.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import { levelOfGrade, levelShape } from '../level_shape.ts';
import { receipt } from '../part/receipt.ts';
import type { Known } from './known.ts';
import type { Wording } from './wording.ts';

const SAID_FOR_MS = 2500;

export function gradeWords({ grade, year }: Child, wording: Wording): string {
  const values = { grade, from: year, to: year + 1 };
  return grade < 1 ? wording.say('entering_preschool', values) : wording.say('entering_grade', values);
}

function wayWords({ child, route }: Known, wording: Wording): string {
  const metres = child.placement?.distance_m;
  const way = route?.properties;
  if (way?.distance_m != null) {
    const values = { distance: wording.distance(way.distance_m), duration: wording.duration(way.duration_s ?? 0), by: wording.by(way.profile) };
    return wording.say('way', values);
  }
  return metres == null ? '' : wording.say('way_only', { distance: wording.distance(metres) });
}

// To the centimetre, or the map has changed since.
function sameness({ child, route }: Known, wording: Wording): HTMLElement | null {
  const placed = child.placement?.distance_m;
  const now = route?.properties.distance_m;
  if (placed == null || now == null) return null;
  const isSame = Math.round(100 * placed) === Math.round(100 * now);
  return h('p', { class: 'field-hint' }, isSame ? wording.say('same_way') : wording.say('other_way', { distance: wording.exactMetres(placed) }));
}

async function shareText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// Says the school and the way: neither the child's name nor any code, for this goes to others.
function copyButton(known: Known, wording: Wording): HTMLElement {
  const label = h('span', { 'aria-live': 'polite' }, wording.say('copy_result'));
  async function copy(): Promise<void> {
    const grade = gradeWords(known.child, wording);
    const text = wording.say('result_text', { school: known.child.school_name ?? '', grade, way: wayWords(known, wording) });
    label.textContent = wording.say((await shareText(text)) ? 'copied' : 'copy_failed');
    setTimeout(() => (label.textContent = wording.say('copy_result')), SAID_FOR_MS);
  }
  return h('button', { type: 'button', class: 'quiet', onclick: () => void copy() }, icon('copy'), label);
}

function actions(known: Known, wording: Wording): HTMLElement {
  return h(
    'div',
    { class: 'actions' },
    h('button', { type: 'button', class: 'quiet', onclick: () => window.print() }, icon('print'), wording.say('print')),
    copyButton(known, wording),
  );
}

function place(known: Known, wording: Wording): (HTMLElement | null)[] {
  const { child, route } = known;
  const level = levelOfGrade(child.grade);
  return [
    h('p', { class: 'placed-at' }, wording.say('placed_at')),
    h('h2', { class: `placed-school level-${level}` }, levelShape(level), h('span', {}, child.school_name ?? '')),
    h('p', { class: 'placed-way' }, wayWords(known, wording)),
    sameness(known, wording),
    route && h('details', { class: 'family-receipt' }, h('summary', { class: 'folding' }, wording.say('receipt')), receipt(route, wording)),
  ];
}

function nowhere(child: Child, wording: Wording): HTMLElement[] {
  const isPlaced = child.placement !== null;
  return [
    h('h2', {}, wording.say(isPlaced ? 'not_placed' : 'no_round')),
    h('p', {}, wording.say(isPlaced ? 'not_placed_why' : 'no_round_why')),
  ];
}

export function result(known: Known, wording: Wording): HTMLElement {
  const { child } = known;
  return h(
    'section',
    { class: 'family-result' },
    h('p', { class: 'child-name' }, h('strong', {}, child.name ?? child.id), child.name !== null && h('span', {}, ` · ${child.id}`)),
    h('p', { class: 'field-hint' }, gradeWords(child, wording)),
    ...(child.placement?.school ? place(known, wording) : nowhere(child, wording)),
    actions(known, wording),
  );
}
