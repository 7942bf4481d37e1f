// The state of a page in its address, after the #:
//
//     #/zones?plan=53eb…&unit=26734-001&lang=en
//
// The first word is the part of the page; the rest are what it shows. Changing
// what is looked at goes into the browser's history; changing how, does not.

import type { Language } from '../text/wording.ts';

export interface Address {
  part: string;
  values: Record<string, string>;
  language: Language;
}

export function readAddress(hash = location.hash): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const values = Object.fromEntries(new URLSearchParams(query));
  const language = values['lang'] === 'en' ? 'en' : 'vi';
  delete values['lang'];
  return { part: path, values, language };
}

export function formatAddress({ part, values, language }: Address): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  if (language !== 'vi') query.set('lang', language);
  const text = query.toString().replaceAll('%2C', ',');
  return `#/${part}${text ? `?${text}` : ''}`;
}

/** `isStep`: the back button comes back here. Who listens to `popstate` hears both. */
export function goTo(address: Address, isStep = true): void {
  const hash = formatAddress(address);
  if (hash === location.hash) return;
  if (isStep) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  window.dispatchEvent(new PopStateEvent('popstate'));
}
