// The changes that are tried, each with a way to take it out again.

import type { School } from '../../api/contract.ts';
import { h } from '../../element.ts';
import { notTriable } from './triable.ts';
import { countChanges, type WhatIf } from './what_if.ts';
import type { Wording } from './wording.ts';

interface Line {
  key: string;
  /** The school it is about, of those there are. */
  school?: string;
  words: string;
  without: Partial<WhatIf>;
}

function withoutKey<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
}

/** Pins are numbered on the map as they are here: schools first. */
export function pinNumber(asked: WhatIf, kind: 'build' | 'homes', index: number): number {
  return kind === 'build' ? index + 1 : asked.build.length + index + 1;
}

function linesOf(asked: WhatIf, nameOf: (id: string) => string, wording: Wording): Line[] {
  return [
    ...asked.close.map((id) => ({
      key: `close ${id}`,
      school: id,
      words: wording.say('change_close', { name: nameOf(id) }),
      without: { close: asked.close.filter((one) => one !== id) },
    })),
    ...Object.entries(asked.addRooms).map(([id, n]) => ({
      key: `add ${id}`,
      school: id,
      words: wording.say('change_add_rooms', { n, name: nameOf(id) }),
      without: { addRooms: withoutKey(asked.addRooms, id) },
    })),
    ...asked.open.map((id) => ({
      key: `open ${id}`,
      words: wording.say('change_open', { name: nameOf(id) }),
      without: { open: asked.open.filter((one) => one !== id) },
    })),
    ...asked.build.map((pin, index) => ({
      key: `build ${index}`,
      words: wording.say('change_build', { n: pin.n, pin: pinNumber(asked, 'build', index) }),
      without: { build: asked.build.filter((one) => one !== pin) },
    })),
    ...asked.homes.map((pin, index) => ({
      key: `homes ${index}`,
      words: wording.say('change_homes', { n: wording.count(pin.n), pin: pinNumber(asked, 'homes', index) }),
      without: { homes: asked.homes.filter((one) => one !== pin) },
    })),
  ];
}

export function changeList(
  asked: WhatIf,
  schools: Map<string, School>,
  wording: Wording,
  onAsk: (change: Partial<WhatIf>) => void,
): HTMLElement {
  const nameOf = (id: string) => schools.get(id)?.name ?? id;
  const wrong = notTriable(asked, schools);
  const lines = linesOf(asked, nameOf, wording).map(({ key, school, words, without }) =>
    h(
      'li',
      { class: 'siting-change', 'data-change': key },
      h('span', {}, words, school !== undefined && wrong.includes(school) && h('span', { class: 'is-wrong' }, ` – ${wording.say('line_wrong')}`)),
      h('button', { type: 'button', class: 'quiet', 'aria-label': `${wording.say('remove')}: ${words}`, onclick: () => onAsk(without) }, wording.say('remove')),
    ),
  );
  if (countChanges(asked) === 0) return h('p', { class: 'siting-hint' }, wording.say('what_if_none'));
  const clear = () => onAsk({ close: [], addRooms: {}, open: [], build: [], homes: [] });
  return h(
    'div',
    { class: 'siting-changes' },
    h('ul', {}, ...lines),
    h('button', { type: 'button', class: 'quiet', onclick: clear }, wording.say('clear_all')),
  );
}
