// One contest, in words: what the family says, where its child is placed and
// why, what accepting would change, and the answer.

import type { Route, School } from '../../api/contract.ts';
import type { Contest, Pupil } from '../../api/contests.ts';
import type { Explanation } from '../../api/family.ts';
import type { Job } from '../../api/office.ts';
import type { FailureKind } from '../../api/request.ts';
import { proposalWords, stateChip } from '../../contest/contest_words.ts';
import { why } from '../../contest/why.ts';
import { h } from '../../element.ts';
import { decisionForm, type Decide } from './decision.ts';
import { effectSection, progressOf, schoolName } from './effect.ts';
import { ageWords } from './queue.ts';
import type { Wording } from './wording.ts';

export interface Case {
  contest: Contest;
  pupil: Pupil;
  route: Route | null;
  explanation: Explanation | null;
  explanationFailed: FailureKind | null;
  /** Works out the effect, or has failed to. */
  trying: Job | null;
  /** Makes the change, or has failed to. */
  applying: Job | null;
}

export interface PaneHandlers {
  onWhy(): void;
  onCode(): void;
  onSee(): void;
  onDecide: Decide;
}

function head({ contest }: Case, wording: Wording): HTMLElement {
  const { kind, state, made_at: madeAt, decided_at: decidedAt, decided_by: who } = contest;
  const date = wording.moment(madeAt);
  const sentence =
    state === 'open' || decidedAt === null
      ? wording.say('sent', { date, age: ageWords(contest, wording) })
      : wording.say('sent_decided', { date, decided: wording.moment(decidedAt), who: who ?? '–' });
  return h(
    'header',
    { class: 'case-head' },
    h('h2', { tabindex: -1, id: 'case-title' }, wording.say(`kind_${kind}`)),
    stateChip(state, wording),
    h('p', { class: 'field-hint' }, sentence),
  );
}

function child({ pupil }: Case, schools: Map<string, School>, wording: Wording, handlers: PaneHandlers): HTMLElement {
  const { placement, address } = pupil;
  const place = placement?.school
    ? wording.say('placed', { school: schoolName(schools, placement.school, wording), distance: wording.distance(placement.distance_m ?? 0) })
    : wording.say('placed_nowhere');
  return h(
    'section',
    { class: 'case-child' },
    h('p', {}, h('strong', {}, pupil.name ?? pupil.id), ` · ${pupil.id} · ${wording.say('grade', { n: pupil.grade })}`),
    h('p', {}, place),
    address !== null && h('p', { class: 'field-hint' }, wording.say('address', { address })),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'quiet', id: 'give-code', onclick: () => handlers.onCode() }, wording.say('give_code'))),
  );
}

function words({ contest, pupil }: Case, schools: Map<string, School>, wording: Wording): HTMLElement {
  const school = schools.get(contest.school ?? '');
  const from = contest.kind === 'gate' ? (school?.at ?? null) : pupil.at;
  // Once accepted, the pin of the record is the family's.
  const isMoved = contest.kind === 'pin' && contest.state === 'accepted';
  const proposal = isMoved ? '' : proposalWords(contest.kind, contest.places, from, wording);
  return h(
    'section',
    { class: 'case-words' },
    h('h3', {}, wording.say('family_words')),
    contest.words ? h('blockquote', { class: 'contest-words' }, h('p', {}, contest.words)) : h('p', { class: 'field-hint' }, wording.say('no_words')),
    school && h('p', {}, school.name),
    proposal !== '' && h('p', {}, proposal),
  );
}

function reasons(one: Case, wording: Wording, handlers: PaneHandlers, isOpen: boolean): HTMLElement {
  const box = h('details', { class: 'case-why', open: isOpen, ontoggle: () => box.open && handlers.onWhy() }, h('summary', { class: 'folding' }, wording.say('why')));
  box.append(why(one.explanation, one.explanationFailed, wording));
  return box;
}

function answer(one: Case, wording: Wording, handlers: PaneHandlers): HTMLElement | null {
  const { contest, applying } = one;
  if (applying && (applying.state === 'waiting' || applying.state === 'running')) return progressOf(applying, wording.say('deciding'));
  if (contest.state === 'open') {
    const failed = applying && applying.state !== 'done' ? wording.say('decide_failed', { error: applying.error ?? applying.state }) : '';
    const form = decisionForm(contest, wording, (decision, reason) => handlers.onDecide(decision, reason));
    if (failed !== '') form.prepend(h('p', { class: 'trouble', role: 'alert' }, failed));
    return form;
  }
  if (!contest.reason) return null;
  return h('section', {}, h('h3', {}, wording.say('answer_words')), h('blockquote', { class: 'contest-words' }, h('p', {}, contest.reason)));
}

export function casePane(one: Case, schools: Map<string, School>, wording: Wording, handlers: PaneHandlers, isWhyOpen: boolean): HTMLElement {
  return h(
    'div',
    { class: 'case', 'data-contest': one.contest.id },
    head(one, wording),
    words(one, schools, wording),
    child(one, schools, wording, handlers),
    reasons(one, wording, handlers, isWhyOpen),
    effectSection(one.contest, one.trying, schools, wording, handlers),
    answer(one, wording, handlers),
  );
}
