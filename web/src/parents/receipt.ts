// The receipt of a distance: what each street adds, to the centimetre, so that
// anyone can add it up again.

import type { Route } from '../api/contract.ts';
import { h } from '../element.ts';
import type { Wording } from '../text/wording.ts';

function row(name: string, metres: number, wording: Wording, kind = ''): HTMLElement {
  return h(
    'tr',
    { class: kind },
    h('th', { scope: 'row' }, name),
    h('td', {}, wording.exactMetres(metres)),
  );
}

function streetRows({ properties }: Route, wording: Wording): HTMLElement[] {
  const rows = properties.streets.map(({ name, length_m }) =>
    name ? row(name, length_m, wording) : row(wording.say('no_street_name'), length_m, wording, 'is-unnamed'),
  );
  if (properties.straight_m) rows.unshift(row(wording.say('to_street'), properties.straight_m, wording, 'is-unnamed'));
  if (properties.gate_straight_m) rows.push(row(wording.say('to_gate'), properties.gate_straight_m, wording, 'is-unnamed'));
  return rows;
}

export function receipt(route: Route, wording: Wording): HTMLElement {
  const { properties } = route;
  if (properties.distance_m === null)
    return h('p', { class: 'receipt-trouble' }, wording.say('no_way', { by: wording.by(properties.profile) }));
  return h(
    'div',
    { class: 'receipt' },
    h(
      'table',
      {},
      h('caption', {}, wording.say('receipt')),
      h('tbody', {}, ...streetRows(route, wording)),
      h('tfoot', {}, row(wording.say('total'), properties.distance_m, wording)),
    ),
    h('p', { class: 'receipt-network' }, wording.say('network', { network: properties.network.slice(0, 8) })),
  );
}
