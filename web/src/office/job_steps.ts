// What a job is just doing, in the reader's language. The service names its steps
// in English; one that is not known here is told as it comes.

import type { Job } from '../api/office.ts';
import type { Language } from '../text/wording.ts';
import { wordingIn, type Sentence } from './wording.ts';

const STEPS: Record<string, Sentence> = {
  'reading the file': 'step_reading_file',
  'checking the rows': 'step_checking_rows',
  writing: 'step_writing',
  'reading the map': 'step_reading_map',
  'streets, schools, boundaries': 'step_sorting_map',
  'reading the streets': 'step_reading_streets',
  'the ways of each kind of traveller': 'step_travellers',
  'reading pupils, schools and streets': 'step_reading_pupils',
  'ways from homes to schools': 'step_ways',
  'planning units': 'step_units',
  'zones from many starts': 'step_zones',
  placing: 'step_placing',
  keeping: 'step_keeping',
  'copying the city': 'step_copying',
  'reading enrolment': 'step_enrolment',
  'the years behind': 'step_years_behind',
  'the years ahead': 'step_years_ahead',
  'where it does most': 'step_where',
  'what changes by year': 'step_changes',
};

export function stepWords({ step }: Job, language: Language): string {
  const known = step ? STEPS[step] : undefined;
  return known ? wordingIn(language).say(known) : (step ?? '');
}
