// What a planner looks at: the city's years, its forecast, how it stands by its
// indicators, where to build, and a report. Each is fetched when it is opened.

import type { Session } from '../api/office.ts';
import type { PartEntry } from '../office/office.ts';
import type { Language } from '../text/wording.ts';
import { PlannerAnswers } from './planner_answers.ts';
import { wordingIn } from './wording.ts';

export function plannerParts(language: Language, _session: Session): PartEntry[] {
  const { say } = wordingIn(language);
  const answers = new PlannerAnswers();
  return [
    {
      name: 'years',
      title: say('part_years'),
      hint: say('part_years_hint'),
      open: async (office) => (await import('./years/years_part.ts')).openYears(office, answers),
    },
    {
      name: 'forecast',
      title: say('part_forecast'),
      hint: say('part_forecast_hint'),
      open: async (office) => (await import('./forecast/forecast_part.ts')).openForecast(office, answers),
    },
    {
      name: 'indicators',
      title: say('part_indicators'),
      hint: say('part_indicators_hint'),
      open: async (office) => (await import('./indicators/indicators_part.ts')).openIndicators(office, answers),
    },
    {
      name: 'siting',
      title: say('part_siting'),
      hint: say('part_siting_hint'),
      open: async (office) => (await import('./siting/siting_part.ts')).openSiting(office),
    },
    {
      name: 'report',
      title: say('part_report'),
      hint: say('part_report_hint'),
      open: async (office) => (await import('./report/report_part.ts')).openReport(office, answers),
    },
  ];
}
