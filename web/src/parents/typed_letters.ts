// Which letters of a suggestion were typed: the beginnings of its words that
// equal a word typed, accents and capitals aside, as the search itself sees them.

import { h } from '../element.ts';

/** One letter for each, so that places in both are the same. */
function folded(text: string): string {
  return [...text].map((letter) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace('đ', 'd')[0] ?? ' ').join('');
}

function typedLength(word: string, typed: string[]): number {
  return Math.max(0, ...typed.filter((beginning) => word.startsWith(beginning)).map((beginning) => beginning.length));
}

/** The name with what was typed in bold. */
export function emphasized(name: string, text: string): HTMLElement {
  const letters = [...name.normalize('NFC')];
  const typed = folded(text.normalize('NFC')).match(/[a-z0-9]+/g) ?? [];
  const said = h('span', { class: 'suggestion-name' });
  let done = 0;
  for (const { 0: word, index } of folded(name.normalize('NFC')).matchAll(/[a-z0-9]+/g)) {
    const length = typedLength(word, typed);
    if (length === 0) continue;
    said.append(letters.slice(done, index).join(''), h('b', {}, letters.slice(index, index + length).join('')));
    done = index + length;
  }
  said.append(letters.slice(done).join(''));
  return said;
}
