// The receipt of a distance: what each street adds, as people say how far
// something is. Folded away below it, for who checks: the same to the centimetre,
// so that anyone can add it up again, by what it was measured, and the file.

import type { Route } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon, type IconName } from '../icons.ts';
import type { CommonSentence as Sentence, Wording } from '../text/wording.ts';
import { saveFile } from './csv.ts';

const DONE_FOR_MS = 2500;

type Said = (metres: number) => string;

function row(name: string, length: string, kind = ''): HTMLElement {
  return h('tr', { class: kind }, h('th', { scope: 'row' }, name), h('td', {}, length));
}

// What is too short to be said is left out: the street goes by the door, the gate is on it.
function streetRows({ properties }: Route, wording: Wording, said: Said): HTMLElement[] {
  const nothing = said(0);
  const rows: [string, number, string?][] = [
    [wording.say('to_street'), properties.straight_m ?? 0, 'is-unnamed'],
    ...properties.streets.map(({ name, length_m }): [string, number, string?] =>
      name ? [name, length_m] : [wording.say('no_street_name'), length_m, 'is-unnamed'],
    ),
    [wording.say('to_gate'), properties.gate_straight_m ?? 0, 'is-unnamed'],
    [wording.say('extra'), properties.extra_m ?? 0, 'is-unnamed'],
  ];
  return rows.filter(([, metres]) => said(metres) !== nothing).map(([name, metres, kind]) => row(name, said(metres), kind));
}

function table(route: Route, wording: Wording, title: Sentence, said: Said): HTMLElement {
  return h(
    'table',
    {},
    h('caption', {}, wording.say(title)),
    h('tbody', {}, ...streetRows(route, wording, said)),
    h('tfoot', {}, row(wording.say('total'), said(route.properties.distance_m ?? 0))),
  );
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
    table(route, wording, 'receipt', wording.distance),
    h(
      'details',
      { class: 'receipt-exact' },
      h('summary', {}, wording.say('receipt_exact')),
      table(route, wording, 'receipt_exact', wording.exactMetres),
      basis(route, wording),
      receiptButtons(route, wording),
    ),
  );
}
