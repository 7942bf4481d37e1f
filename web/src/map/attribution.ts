// Whose data the map is. Attributions come as plain text; OpenStreetMap asks for
// a link to its terms.

import { h } from '../element.ts';

export function attribution(text: string): HTMLElement {
  const link = text.includes('OpenStreetMap')
    ? h('a', { href: 'https://www.openstreetmap.org/copyright', target: '_blank', rel: 'noopener' }, text)
    : text;
  return h('p', { class: 'attribution' }, link);
}
