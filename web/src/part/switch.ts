// One of a few, as segments. Real radio buttons underneath, so that arrows,
// labels and screen readers just work.

import type { Level } from '../api/contract.ts';
import { h } from '../element.ts';
import { LEVELS, levelShape } from '../level_shape.ts';
import type { Wording } from '../text/wording.ts';

export interface Segment<Name extends string> {
  name: Name;
  label: string;
  sign?: SVGSVGElement | undefined;
  /** Why it cannot be chosen, if it cannot. */
  absent?: string | undefined;
}

export interface Switch<Name extends string> {
  element: HTMLElement;
  show(name: Name): void;
}

/** `group` names the radio buttons: once on a page. */
export function segmentSwitch<Name extends string>(
  group: string,
  legend: string,
  segments: Segment<Name>[],
  onChoose: (name: Name) => void,
): Switch<Name> {
  const inputs = new Map<Name, HTMLInputElement>();
  const labels = segments.map(({ name, label, sign, absent }) => {
    const input = h('input', {
      type: 'radio',
      name: group,
      value: name,
      class: 'hidden',
      disabled: absent !== undefined,
      onchange: () => onChoose(name),
    });
    inputs.set(name, input);
    return h('label', { class: `segment ${group}-${name}`, title: absent }, input, sign ?? null, h('span', {}, label));
  });
  return {
    element: h('fieldset', { class: `switch ${group}-switch` }, h('legend', { class: 'hidden' }, legend), ...labels),
    show(name) {
      const input = inputs.get(name);
      if (input) input.checked = true;
    },
  };
}

export function levelSwitch(wording: Wording, present: Level[], onChoose: (level: Level) => void): Switch<Level> {
  const segments = LEVELS.map((level) => ({
    name: level,
    label: wording.say(`level_${level}`),
    sign: levelShape(level),
    absent: present.includes(level) ? undefined : wording.say('level_absent'),
  }));
  return segmentSwitch('level', wording.say('level'), segments, onChoose);
}
