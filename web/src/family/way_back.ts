// Back to finding a school. Who came from there finds the answer and the school
// chosen as they were left, for these stand in the address; who did not, begins.

import { h } from '../element.ts';
import { readAddress } from '../part/address.ts';
import type { Wording } from './wording.ts';

// No page tells the next where one comes from, so the link here does. In a new
// tab there is nothing to go back to.
function cameFromParents(): boolean {
  return readAddress().values['from'] === 'parents' && history.length > 1;
}

export function backToParents(wording: Wording): HTMLElement {
  function goBack(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !cameFromParents()) return;
    event.preventDefault();
    history.back();
  }
  const language = wording.language === 'vi' ? '' : '#/?lang=en';
  return h('a', { href: `/${language}`, onclick: goBack }, wording.say(cameFromParents() ? 'back_to_parents' : 'to_parents'));
}
