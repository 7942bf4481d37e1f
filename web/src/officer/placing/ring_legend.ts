// What the rings on the map mean.

import { h } from '../../element.ts';
import type { Wording } from './wording.ts';

const KINDS = ['some', 'full', 'over'] as const;

export function ringLegend(wording: Wording): HTMLElement {
  const kinds = KINDS.map((kind) => h('li', {}, h('span', { class: `ring is-${kind}`, 'aria-hidden': 'true' }), wording.say(`ring_${kind}`)));
  return h('ul', { class: 'ring-legend', 'aria-label': wording.say('ring_legend') }, ...kinds);
}
