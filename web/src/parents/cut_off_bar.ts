// How far a school's last pupil of the newest round came from, beside how far
// home is: a thin bar on a scale that all schools of the list share, and a
// sentence that says the same.
//
//     ▬▬▬▬▬▬▬▬▬▬▬┃▬▬▬▬▬░░░░░░░
//                you   cut-off

import type { NearSchool } from '../api/contract.ts';
import { h } from '../element.ts';
import type { Wording } from './wording.ts';
import { waysTo, type Answer } from './answer.ts';

/** Rounds measure on foot; null where that is not known. */
export function walkTo(school: NearSchool, answer: Answer): number | null {
  return waysTo(school, answer).find((way) => way.profile === 'walk')?.distance_m ?? null;
}

/** The length of a whole bar: the farthest of all that the list's bars show. */
export function barScale(answer: Answer): number {
  const lengths = answer.nearest.schools.flatMap((school) => [school.last_admitted?.distance_m ?? 0, walkTo(school, answer) ?? 0]);
  return Math.max(1, ...lengths);
}

export function cutOffSentence(school: NearSchool, answer: Answer, wording: Wording): string | null {
  const last = school.last_admitted;
  if (!last) return null;
  const { year } = last;
  if (last.withheld) return wording.say('cut_off_withheld', { year });
  const far = last.distance_m;
  if (far === null) return last.is_full ? wording.say('cut_off_full', { year }) : null;
  const walk = walkTo(school, answer);
  const sentence = last.is_full ? 'cut_off_far' : 'cut_off_roomy';
  const said = wording.say(sentence, { year, distance: wording.distance(far) });
  if (walk === null) return `${said}.`;
  const isBeyond = last.is_full === true && walk > far;
  return `${said}; ${wording.say(isBeyond ? 'cut_off_you_beyond' : 'cut_off_you', { distance: wording.distance(walk) })}.`;
}

function share(length: number, scale: number): string {
  return `${Math.min(100, (100 * length) / scale).toFixed(1)}%`;
}

export function cutOffBar(school: NearSchool, answer: Answer, scale: number): HTMLElement | null {
  const far = school.last_admitted?.distance_m ?? null;
  const walk = walkTo(school, answer);
  if (far === null || walk === null) return null;
  const bar = h('span', { class: 'bar', 'aria-hidden': 'true' });
  const filled = h('span', { class: 'bar-far' });
  const you = h('span', { class: 'bar-you' });
  filled.style.width = share(far, scale);
  you.style.left = share(walk, scale);
  bar.append(filled, you);
  return bar;
}
