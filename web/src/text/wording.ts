// Says things in one language: sentences, distances, durations, counts, dates.
// What all pages say is in common.*.json; a page or a part of one has a pair of
// its own beside it:
//
//     const wordingIn = wordings({ vi, en });   // text.vi.json, text.en.json
//     wordingIn('vi').say('where');
//
// A part that needs only what all share takes a `Wording`, and is given any.

import type { Level, Profile } from '../api/contract.ts';
import commonEn from './common.en.json';
import commonVi from './common.vi.json';
import { formatNumber } from './number.ts';

export type Language = 'vi' | 'en';
export type CommonSentence = keyof typeof commonVi;
export type Values = Record<string, string | number>;

const COMMON: Record<Language, Record<CommonSentence, string>> = { vi: commonVi, en: commonEn };

export interface Wording<Own extends string = never> {
  language: Language;
  say(sentence: CommonSentence | Own, values?: Values): string;
  /** "620 m", "1,24 km": how far, for choosing. */
  distance(metres: number): string;
  /** "120,50 m": exact, for adding up. */
  exactMetres(metres: number): string;
  /** Whole minutes, rounded up: who says 8 minutes should not need 9. */
  duration(seconds: number): string;
  count(n: number): string;
  /** "12,3": so many decimals, no more. */
  decimal(n: number, digits: number): string;
  /** "+12", "−3", "0". */
  change(n: number): string;
  /** 0.123 as "12,3%". */
  share(part: number, digits?: number): string;
  /** "21/11/2026", of an ISO date or moment. */
  date(iso: string): string;
  /** "21/11/2026 14:05". */
  moment(iso: string): string;
  schools(level: Level): string;
  by(profile: Profile): string;
  along(profile: Profile): string;
}

/** Keeps a number and its unit on one line. */
export const HOLD = '\u00a0';

function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

// 21/11/2026 in both languages: en-GB writes dates as Vietnamese does.
function formatDate(moment: Date): string {
  return moment.toLocaleDateString('en-GB', { day: '2-digit', month: '2-digit', year: 'numeric' });
}

function formatTime(moment: Date): string {
  return moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

// A day alone is that day everywhere; a moment is of the clock of who reads it.
function dayOf(iso: string): Date {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T00:00` : iso);
}

function wording<Own extends string>(
  language: Language,
  sentences: Record<CommonSentence | Own, string>,
): Wording<Own> {
  const number = (n: number, digits: number) => formatNumber(language, n, digits);
  const say: Wording<Own>['say'] = (sentence, values = {}) => fill(sentences[sentence], values);

  return {
    language,
    say,
    distance(metres) {
      if (metres < 999.5) return `${number(metres, 0)}${HOLD}m`;
      const km = metres / 1000;
      return `${number(km, km < 10 ? 2 : 1)}${HOLD}km`;
    },
    exactMetres: (metres) => `${number(metres, 2)}${HOLD}m`,
    duration(seconds) {
      const minutes = Math.max(1, Math.ceil(seconds / 60));
      if (minutes < 60) return say('minutes', { n: minutes }).replace(' ', HOLD);
      return say('hours', { h: Math.floor(minutes / 60), n: minutes % 60 });
    },
    count: (n) => number(n, 0),
    decimal: number,
    change(n) {
      const text = number(Math.abs(n), 0);
      return text === '0' ? text : `${n < 0 ? '−' : '+'}${text}`;
    },
    share: (part, digits = 0) => `${number(100 * part, digits)}%`,
    date: (iso) => formatDate(dayOf(iso)),
    moment: (iso) => `${formatDate(new Date(iso))} ${formatTime(new Date(iso))}`,
    schools: (level) => say(`schools_${level}`),
    by: (profile) => say(`by_${profile}`),
    along: (profile) => say(`along_${profile}`),
  };
}

/** The sentences of a page, both languages, as something to say them by. */
export function wordings<Own extends string>(
  own: Record<Language, Record<Own, string>>,
): (language: Language) => Wording<Own> {
  return (language) => wording<Own>(language, { ...COMMON[language], ...own[language] });
}
