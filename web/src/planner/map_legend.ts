// What the colours of a map of wards mean, with how many wards have each.

import { h } from '../element.ts';

export interface LegendEntry {
  token: string | null;
  label: string;
  sign?: string;
  count: string;
}

export function mapLegend(title: string, entries: LegendEntry[]): HTMLElement {
  const swatch = ({ token, sign }: LegendEntry) => {
    const box = h('span', { class: token ? 'legend-swatch' : 'legend-swatch is-none', 'aria-hidden': 'true' }, sign ?? '');
    if (token) box.style.background = `var(--${token})`;
    return box;
  };
  return h(
    'div',
    { class: 'legend' },
    h('p', { class: 'legend-title' }, title),
    h('ul', {}, ...entries.map((entry) => h('li', {}, swatch(entry), h('span', {}, entry.label), h('span', { class: 'legend-count' }, entry.count)))),
  );
}
