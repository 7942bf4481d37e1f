// Why this school: what decided at each school the child would rather be at, in
// the service's own sentences, with a bar where ways decide: how far the last
// one admitted lives, and the child.

import type { ExplainedSchool, Explanation } from '../api/family.ts';
import type { FailureKind } from '../api/request.ts';
import { h } from '../element.ts';
import type { Wording } from './wording.ts';

const BAR_ROOM = 1.15;

function number(school: ExplainedSchool, name: string): number | null {
  const value = school[name];
  return typeof value === 'number' ? value : null;
}

// The sentences below say the same, so it is hidden from screen readers.
function bar(school: ExplainedSchool): HTMLElement | null {
  const last = number(school, 'last_way_m');
  const own = number(school, 'way_m');
  const isFull = (school.placed ?? 0) >= (school.seats ?? 0);
  if (last === null || own === null || !isFull || school['last_group'] !== school['group']) return null;
  const percent = (metres: number) => (100 * metres) / (BAR_ROOM * Math.max(last, own));
  const box = h('div', { class: 'why-bar', 'aria-hidden': 'true' }, h('div', { class: 'why-bar-last' }), h('div', { class: 'why-bar-child' }));
  box.style.setProperty('--last', `${percent(last)}%`);
  box.style.setProperty('--child', `${percent(own)}%`);
  return box;
}

function explained(school: ExplainedSchool, wording: Wording): HTMLElement {
  return h(
    'li',
    { class: 'why-school', 'data-school': school.school },
    h('h3', { class: 'why-name' }, school.name),
    school.way_m !== undefined && h('p', { class: 'why-way' }, wording.distance(school.way_m)),
    bar(school),
    h('ul', { class: 'why-sentences' }, ...school.why.map((sentence) => h('li', {}, sentence))),
  );
}

function title({ before, own }: Explanation, wording: Wording): string {
  if (before.length === 0) return wording.say('why_first');
  const isNearer = before.every((school) => (school.way_m ?? 0) <= (own?.way_m ?? Infinity));
  return wording.say(isNearer ? 'why' : 'why_wish');
}

function nextSchools({ next }: Explanation, wording: Wording): HTMLElement | null {
  if (next.length === 0) return null;
  const schools = next.map((school) =>
    h('li', {}, h('strong', {}, school.name), ` · ${wording.distance(school.way_m ?? 0)}`, ...school.why.map((sentence) => h('p', {}, sentence))),
  );
  return h(
    'details',
    { class: 'why-next' },
    h('summary', { class: 'folding' }, wording.say('next')),
    h('p', { class: 'field-hint' }, wording.say('next_means')),
    h('ol', { class: 'why-next-schools' }, ...schools),
  );
}

function explanationBody(explanation: Explanation, wording: Wording): (HTMLElement | null)[] {
  const { before, own, method } = explanation;
  const group = own?.['group'];
  return [
    h('h2', {}, title(explanation, wording)),
    before.length === 0 ? h('p', {}, wording.say('why_first_means')) : h('ol', { class: 'why-schools' }, ...before.map((school) => explained(school, wording))),
    h('h3', {}, wording.say('how')),
    h('p', {}, wording.say(`how_${method}`)),
    typeof group === 'string' ? h('p', {}, wording.say('group_own', { group })) : null,
    nextSchools(explanation, wording),
  ];
}

/** Without an explanation: that it is being made, or why it cannot be. */
export function why(explanation: Explanation | null, failed: FailureKind | null, wording: Wording): HTMLElement {
  if (explanation) return h('section', { class: 'why' }, ...explanationBody(explanation, wording).filter((part) => part !== null));
  const sentence = failed ? wording.say(failed === 'conflict' ? 'why_conflict' : `failed_${failed}`) : wording.say('why_waiting');
  return h('section', { class: 'why' }, h('h2', {}, wording.say('why')), h('p', { role: 'status' }, sentence));
}
