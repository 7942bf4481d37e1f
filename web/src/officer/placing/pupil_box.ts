// One pupil: its place by each method of the run, why it is there and not at a
// nearer school, and its way street by street.

import type { Route } from '../../api/contract.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { receipt } from '../../part/receipt.ts';
import type { ExplainedSchool, Explanation, Pupil } from '../pupils.ts';
import { methodOf, type Round } from '../rounds.ts';
import { wayOf, type Wording } from './wording.ts';

export interface PupilTold {
  pupil: Pupil;
  /** By round. */
  places: Map<string, Pupil['placement']>;
  explanation: Explanation | 'opening' | string;
  way: Route | null;
}

function explained(one: ExplainedSchool, wording: Wording): HTMLElement {
  const way = wayOf(one.way_m, null, wording);
  return h(
    'li',
    { class: 'explained', 'data-school': one.school },
    h('p', { class: 'explained-head' }, h('strong', {}, one.name), h('span', {}, way)),
    h('ul', {}, ...one.why.map((sentence) => h('li', {}, sentence))),
  );
}

function part(title: string, schools: ExplainedSchool[], wording: Wording): HTMLElement | false {
  if (schools.length === 0) return false;
  return h('section', {}, h('h3', {}, title), h('ol', { class: 'explained-list' }, ...schools.map((one) => explained(one, wording))));
}

function why(explanation: PupilTold['explanation'], wording: Wording): HTMLElement {
  if (explanation === 'opening') return h('p', { class: 'waiting-card', role: 'status' }, wording.say('explanation_opening'));
  if (typeof explanation === 'string') return h('p', { class: 'trouble' }, explanation);
  const { before, own, next, family } = explanation;
  return h(
    'div',
    { class: 'explanation' },
    family > 1 && h('p', {}, wording.say('explanation_family', { n: family })),
    before.length === 0 && own && h('p', {}, wording.say('explanation_first')),
    part(wording.say('explanation_before'), before, wording),
    own ? part(wording.say('explanation_own'), [own], wording) : h('p', { class: 'trouble' }, wording.say('explanation_nowhere')),
    next.length > 0 &&
      h('details', {}, h('summary', {}, wording.say('explanation_next')), h('ol', { class: 'explained-list' }, ...next.map((one) => explained(one, wording)))),
  );
}

function places({ places: all }: PupilTold, rounds: Round[], chosen: string, names: Map<string, string>, wording: Wording): HTMLElement {
  const row = (round: Round) => {
    const place = all.get(round.round);
    const school = place?.school ? (names.get(place.school) ?? place.school) : wording.say('nowhere');
    return h(
      'tr',
      { class: round.round === chosen ? 'is-chosen' : null, 'data-round': round.round },
      h('th', { scope: 'row' }, wording.say(`method_${methodOf(round)}`)),
      h('td', {}, all.has(round.round) ? school : '…'),
      h('td', { class: 'is-number' }, wayOf(place?.distance_m, null, wording)),
    );
  };
  return h('table', { class: 'plain-table' }, h('caption', {}, wording.say('pupil_places')), h('tbody', {}, ...rounds.map(row)));
}

export function pupilBox(told: PupilTold, rounds: Round[], chosen: string, names: Map<string, string>, office: Office, wording: Wording): HTMLElement {
  const { pupil, way } = told;
  const lines = [pupil.name && pupil.id, pupil.address, pupil.birth_year && wording.say('pupil_born', { year: pupil.birth_year })];
  return h(
    'div',
    { class: 'pupil-box', 'data-pupil': pupil.id },
    h('button', { type: 'button', class: 'link', id: 'pupil-back', onclick: () => office.go({ pupil: '' }) }, wording.say('pupil_back')),
    h('h2', { tabindex: -1 }, pupil.name ?? pupil.id),
    h('p', { class: 'field-hint' }, lines.filter(Boolean).join(' · ')),
    places(told, rounds, chosen, names, wording),
    h('h3', {}, wording.say('explanation')),
    why(told.explanation, wording),
    way && h('details', { class: 'pupil-way' }, h('summary', {}, wording.say('pupil_way')), receipt(way, wording)),
  );
}
