// Says things in one language: sentences, distances, durations, counts.

import type { Level, Profile } from '../api/contract.ts';
import en from './en.json';
import vi from './vi.json';

export type Language = 'vi' | 'en';
export type Sentence = keyof typeof vi;

const SENTENCES: Record<Language, Record<Sentence, string>> = { vi, en };
const LOCALE: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

export interface Wording {
  language: Language;
  say(sentence: Sentence, values?: Record<string, string | number>): string;
  /** "620 m", "1,24 km": how far, for choosing. */
  distance(metres: number): string;
  /** "120,50 m": exact, for adding up. */
  exactMetres(metres: number): string;
  /** Whole minutes, rounded up: who says 8 minutes should not need 9. */
  duration(seconds: number): string;
  count(n: number): string;
  schools(level: Level): string;
  by(profile: Profile): string;
  along(profile: Profile): string;
}

/** Keeps a number and its unit on one line. */
const HOLD = '\u00a0';

function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

function decimals(language: Language, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function wordingIn(language: Language): Wording {
  const whole = decimals(language, 0);
  const tenth = decimals(language, 1);
  const hundredth = decimals(language, 2);
  const say: Wording['say'] = (sentence, values = {}) => fill(SENTENCES[language][sentence], values);

  return {
    language,
    say,
    distance(metres) {
      if (metres < 999.5) return `${whole.format(metres)}${HOLD}m`;
      const km = metres / 1000;
      return `${(km < 10 ? hundredth : tenth).format(km)}${HOLD}km`;
    },
    exactMetres: (metres) => `${hundredth.format(metres)}${HOLD}m`,
    duration(seconds) {
      const minutes = Math.max(1, Math.ceil(seconds / 60));
      if (minutes < 60) return say('minutes', { n: minutes }).replace(' ', HOLD);
      return say('hours', { h: Math.floor(minutes / 60), n: minutes % 60 });
    },
    count: (n) => whole.format(n),
    schools: (level) => say(`schools_${level}`),
    by: (profile) => say(`by_${profile}`),
    along: (profile) => say(`along_${profile}`),
  };
}
