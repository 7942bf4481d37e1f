// What accepting a contest would change for everyone: worked out by a job that
// may be left, then told in numbers, school by school.

import type { School } from '../../api/contract.ts';
import type { Contest, ContestEffect } from '../../api/contests.ts';
import type { Job } from '../../api/office.ts';
import { h } from '../../element.ts';
import type { Wording } from './wording.ts';

export interface EffectHandlers {
  onSee(): void;
}

type Schools = Map<string, School>;

export function schoolName(schools: Schools, id: string | null, wording: Wording): string {
  return id === null ? wording.say('nowhere') : (schools.get(id)?.name ?? id);
}

function childLine({ pupil }: ContestEffect, schools: Schools, wording: Wording): string {
  const before = schoolName(schools, pupil.before.school, wording);
  const after = schoolName(schools, pupil.after.school, wording);
  if (pupil.before.school === pupil.after.school) return wording.say('effect_child_same', { school: before });
  return wording.say('effect_child', { before, after });
}

function distanceLine({ distance_before_m: before, distance_after_m: after }: ContestEffect, wording: Wording): string {
  if (before === undefined || after === undefined) return '';
  const change = after - before;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return wording.say('effect_distance', { change: sign + wording.exactMetres(Math.abs(change)) });
}

function cells(tag: 'th' | 'td', ...words: string[]): HTMLElement[] {
  return words.map((word, n) => h(n === 0 ? 'th' : tag, { scope: n === 0 ? 'row' : tag === 'th' ? 'col' : null }, word));
}

function simpleTable(caption: string, head: string[], rows: string[][]): HTMLElement {
  return h(
    'table',
    { class: 'effect-table' },
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ...head.map((word) => h('th', { scope: 'col' }, word)))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...cells('td', ...row)))),
  );
}

function bySchool({ by_school: all }: ContestEffect, schools: Schools, wording: Wording): HTMLElement | null {
  if (all.length === 0) return null;
  const rows = all.map(({ school, leave, come }) => [schoolName(schools, school, wording), leave ? `−${wording.count(leave)}` : '', come ? `+${wording.count(come)}` : '']);
  return simpleTable(wording.say('effect_by_school'), [wording.say('school'), wording.say('effect_leave'), wording.say('effect_come')], rows);
}

function ownChildren({ pupils, others }: ContestEffect, schools: Schools, wording: Wording): HTMLElement | null {
  if (pupils.length + others === 0) return null;
  const name = (id: string | null) => schoolName(schools, id, wording);
  const rows = pupils.map(({ id, before, after }) => [id, name(before), name(after)]);
  const title = wording.say('effect_own', { n: pupils.length });
  return h(
    'details',
    {},
    h('summary', { class: 'folding' }, title),
    pupils.length > 0 && simpleTable(title, [wording.say('column_pupil'), wording.say('effect_before'), wording.say('effect_after')], rows),
    others > 0 && h('p', {}, wording.say('effect_others', { n: others })),
  );
}

function told(effect: ContestEffect, schools: Schools, wording: Wording): (HTMLElement | null)[] {
  const { moves, better, worse, unplaced_before: before, unplaced_after: after } = effect;
  const distance = distanceLine(effect, wording);
  return [
    h('p', { class: 'effect-main' }, moves === 0 ? wording.say('effect_nobody') : wording.say('effect_moves', { n: moves, better, worse })),
    h('p', {}, childLine(effect, schools, wording)),
    before === after ? null : h('p', {}, wording.say('effect_unplaced', { before, after })),
    distance === '' ? null : h('p', {}, distance),
    bySchool(effect, schools, wording),
    ownChildren(effect, schools, wording),
  ];
}

export function progressOf(job: Job, sentence: string): HTMLElement {
  return h(
    'div',
    { class: 'effect-running' },
    h('progress', { class: 'progress', max: 1000, value: job.per_mille, 'aria-label': sentence }),
    h('p', { class: 'field-hint', role: 'status' }, sentence),
  );
}

/** `job`: one that works it out just now, or has failed to. */
export function effectSection(contest: Contest, job: Job | null, schools: Schools, wording: Wording, handlers: EffectHandlers): HTMLElement {
  const { kind, effect, state } = contest;
  const isRunning = job !== null && (job.state === 'waiting' || job.state === 'running');
  const hasFailed = job !== null && !isRunning && job.state !== 'done';
  const label = wording.say(effect ? 'effect_again' : 'effect_see');
  const see = h('button', { type: 'button', class: effect ? 'quiet' : 'primary', id: 'see-effect', onclick: () => handlers.onSee() }, label);
  const parts: (HTMLElement | null)[] =
    kind === 'other'
      ? [h('p', {}, wording.say('effect_words_only'))]
      : [
          ...(effect ? told(effect, schools, wording) : [h('p', {}, wording.say('effect_none'))]),
          hasFailed ? h('p', { class: 'trouble', role: 'alert' }, wording.say('effect_failed', { error: job.error ?? job.state })) : null,
          isRunning ? progressOf(job, wording.say('effect_running')) : state === 'open' ? see : null,
        ];
  return h('section', { class: 'contest-effect' }, h('h3', {}, wording.say('effect')), ...parts);
}
