// Whether a round is a draft, published or in force, always said in words.

import type { Round } from '../../api/office.ts';
import { h } from '../../element.ts';
import type { Wording } from './wording.ts';

export function stateChip({ state }: Pick<Round, 'state'>, wording: Wording): HTMLElement {
  return h('span', { class: state === 'draft' ? 'state-chip is-draft' : 'state-chip' }, wording.say(state));
}
