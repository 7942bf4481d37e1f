// The receipt of a distance: what each street adds, to the centimetre, so that
// anyone can add it up again.

import type { Route } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon, type IconName } from '../icons.ts';
import type { CommonSentence as Sentence, Wording } from '../text/wording.ts';
import { saveFile } from './csv.ts';

const DONE_FOR_MS = 2500;

function row(name: string, metres: number, wording: Wording, kind = ''): HTMLElement {
  return h(
    'tr',
    { class: kind },
    h('th', { scope: 'row' }, name),
    h('td', {}, wording.exactMetres(metres)),
  );
}

function streetRows({ properties }: Route, wording: Wording): HTMLElement[] {
  const aside = (sentence: Sentence, metres: number): HTMLElement => row(wording.say(sentence), metres, wording, 'is-unnamed');
  return [
    aside('to_street', properties.straight_m ?? 0),
    ...properties.streets.map(({ name, length_m }) =>
      name ? row(name, length_m, wording) : aside('no_street_name', length_m),
    ),
    aside('to_gate', properties.gate_straight_m ?? 0),
    ...(properties.extra_m ? [aside('extra', properties.extra_m)] : []),
  ];
}

// The receipt as the service wrote it: `hocgan route --check` reads this.
function saveReceipt(route: Route): void {
  const { school, profile } = route.properties;
  saveFile(`hocgan-${school?.id ?? 'diem'}-${profile}.geojson`, JSON.stringify(route), 'application/geo+json');
}

async function copyReceipt(route: Route): Promise<Sentence> {
  return navigator.clipboard.writeText(JSON.stringify(route)).then(
    () => 'receipt_copied' as const,
    () => 'copy_failed' as const,
  );
}

/** A button that says for a moment what came of it. */
function receiptButton(sign: IconName, sentence: Sentence, wording: Wording, press: () => Promise<Sentence>): HTMLButtonElement {
  const label = h('span', {}, wording.say(sentence));
  async function pressed(): Promise<void> {
    label.textContent = wording.say(await press());
    setTimeout(() => (label.textContent = wording.say(sentence)), DONE_FOR_MS);
  }
  return h('button', { type: 'button', class: 'quiet', onclick: () => void pressed() }, icon(sign), label);
}

function receiptButtons(route: Route, wording: Wording): HTMLElement {
  return h(
    'div',
    { class: 'actions receipt-actions' },
    receiptButton('save', 'receipt_save', wording, () => {
      saveReceipt(route);
      return Promise.resolve('receipt_saved');
    }),
    receiptButton('copy', 'receipt_copy', wording, () => copyReceipt(route)),
  );
}

function basis({ properties }: Route, wording: Wording): HTMLElement {
  const values = {
    by: wording.by(properties.profile),
    version: properties.profile_version,
    network: properties.network.slice(0, 8),
  };
  return h(
    'p',
    { class: 'receipt-network', title: properties.network },
    wording.say(properties.measure.weight === 'time' ? 'network_by_time' : 'network', values),
  );
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
    basis(route, wording),
    receiptButtons(route, wording),
  );
}
