// Which round is to be published, or looked at as published.

import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { methodOf, runsOf, type Round } from '../rounds.ts';
import { stateChip } from '../placing/state_chip.ts';
import type { Wording } from './wording.ts';

export function roundPicker(office: Office, wording: Wording, rounds: Round[], chosen: Round): HTMLElement {
  const option = (round: Round) => {
    const state = round.state === 'draft' ? '' : ` (${wording.say(round.state)})`;
    const text = `${wording.say(`method_${methodOf(round)}`)} – ${wording.moment(round.made_at)}${state}`;
    return h('option', { value: round.round, selected: round.round === chosen.round }, text);
  };
  const select = h(
    'select',
    { class: 'field-input', id: 'publish-round', onchange: () => office.go({ round: select.value }) },
    ...runsOf(rounds).flatMap((run) => run.rounds.map(option)),
  );
  return h(
    'div',
    { class: 'round-picker' },
    h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('publish_round')), select),
    h('p', {}, stateChip(chosen, wording)),
    h('p', { class: 'field-hint' }, wording.say(`method_${methodOf(chosen)}_good_for`)),
  );
}
