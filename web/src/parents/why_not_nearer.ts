// "Why not the nearer school?", for who reads without a child's result: whose
// zone home is in, how the zones were made, the seats and the last round of each
// nearer school. Nothing here is about a child.

import type { Level, NearSchool } from '../api/contract.ts';
import { h } from '../element.ts';
import type { Wording } from './wording.ts';
import type { Answer } from './answer.ts';
import { cutOffSentence } from './cut_off_bar.ts';
import { seatsLeftText, seatsText } from './school_facts.ts';

function ofNearer(nearer: NearSchool, own: NearSchool, answer: Answer, level: Level, wording: Wording): HTMLElement {
  const less = own.distance_m - nearer.distance_m;
  const seats = nearer.seats === null ? null : seatsText(nearer.seats, level, wording);
  const left = nearer.seats_left === null ? null : seatsLeftText(nearer.seats_left, wording);
  const seatsSaid = [seats, left].filter(Boolean).join(', ');
  const parts = [
    wording.say('why_nearer', { distance: wording.distance(nearer.distance_m), less: wording.distance(less) }),
    seatsSaid && `${seatsSaid}.`,
    cutOffSentence(nearer, answer, wording),
  ];
  return h('li', {}, h('strong', {}, nearer.name || wording.say('no_name')), ': ', parts.filter(Boolean).join(' '));
}

/** Null where the school suggested is the nearest, or there is no zone. */
export function whyNotNearer(
  answer: Answer,
  own: NearSchool,
  isOpen: boolean,
  wording: Wording,
  onOpen: (isOpen: boolean) => void,
): HTMLElement | null {
  const { nearest, zone } = answer;
  const nearer = nearest.schools.filter((school) => school.id !== own.id && school.distance_m < own.distance_m);
  if (zone.school?.id !== own.id || nearer.length === 0) return null;
  const said = h(
    'details',
    { class: 'why', open: isOpen },
    h('summary', { id: 'why' }, wording.say('why')),
    h('p', {}, wording.say(`why_${zone.why ?? 'edited'}`, { school: own.name })),
    h('ul', {}, ...nearer.map((school) => ofNearer(school, own, answer, nearest.level, wording))),
    h('p', {}, wording.say('why_result'), ' ', familyLink(wording)),
  );
  said.addEventListener('toggle', () => onOpen(said.open));
  return said;
}

/** To the pages where a child's own result is, by its code. They lead back here. */
export function familyLink(wording: Wording): HTMLElement {
  return h('a', { href: `/family#/?from=parents${wording.language === 'vi' ? '' : '&lang=en'}` }, wording.say('family'));
}
