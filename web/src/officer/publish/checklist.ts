// What is ready for publishing and what is missing, each with its count, told by
// a sign and in words. Only what makes publishing senseless is "missing"; the
// rest is for someone to look at and decide.

import type { components } from '../../api/openapi.d.ts';
import { answerOf, service, ServiceError } from '../../api/request.ts';
import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office } from '../../office/office.ts';
import { readConsequences, type Measures, type Round } from '../rounds.ts';
import type { Wording } from './wording.ts';

export type Window = components['schemas']['ContestWindow'];

export interface Readiness {
  measures: Measures;
  zones: number;
  /** Null where no days were set. */
  window: Window | null;
}

export async function readWindow({ grade, year }: Round): Promise<Window | null> {
  try {
    return await answerOf(service.GET('/v1/contest-windows/{year}/{grade}', { params: { path: { year, grade } } }));
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'absent') return null;
    throw error;
  }
}

export async function readReadiness(round: Round): Promise<Readiness> {
  const [{ all }, { plans }, window] = await Promise.all([
    readConsequences([round]),
    answerOf(service.GET('/v1/plans')),
    readWindow(round),
  ]);
  const inForce = plans.filter(
    ({ level, year, state }) => level === round.level && state === 'in_force' && (year === null || year === round.year),
  );
  const measures = all[0];
  if (!measures) throw new Error('a round has no measures');
  return { measures, zones: Math.max(0, ...inForce.map(({ zones }) => zones)), window };
}

export interface Check {
  name: string;
  state: 'ready' | 'look' | 'missing';
  sentence: string;
  link?: { href: string; label: string };
}

const ready = (isReady: boolean): Check['state'] => (isReady ? 'ready' : 'look');

export function checksOf(round: Round, { measures, zones, window }: Readiness, office: Office, wording: Wording): Check[] {
  const n = (count: number) => wording.count(count);
  const href = (part: string, more = '') =>
    `#/${part}?grade=${round.grade}&year=${round.year}&round=${round.round}${more}${office.language === 'en' ? '&lang=en' : ''}`;
  return [
    { name: 'pupils', state: measures.pupils > 0 ? 'ready' : 'missing', sentence: wording.say('check_pupils', { n: n(measures.pupils) }) },
    {
      name: 'zones',
      state: ready(zones > 0),
      sentence: zones > 0 ? wording.say('check_zones', { n: n(zones) }) : wording.say('check_no_zones'),
      ...(zones === 0 && { link: { href: href('zones'), label: wording.say('check_zones_go') } }),
    },
    {
      name: 'unplaced',
      state: ready(measures.unplaced === 0),
      sentence: measures.unplaced === 0 ? wording.say('check_all_placed') : wording.say('check_unplaced', { n: n(measures.unplaced) }),
      ...(measures.unplaced > 0 && { link: { href: href('placing', '&view=schools&school=-'), label: wording.say('check_see') } }),
    },
    {
      name: 'over_cap',
      state: ready(measures.over_cap === 0),
      sentence: measures.over_cap === 0 ? wording.say('check_none_far') : wording.say('check_far', { n: n(measures.over_cap) }),
    },
    {
      name: 'envy',
      state: ready(measures.justified_envy === 0),
      sentence: measures.justified_envy === 0 ? wording.say('check_no_envy') : wording.say('check_envy', { n: n(measures.justified_envy) }),
    },
    {
      name: 'window',
      state: ready(window !== null),
      sentence: window?.opens && window.closes ? wording.say('check_window', { from: wording.date(window.opens), to: wording.date(window.closes) }) : wording.say('check_no_window'),
    },
  ];
}

export function checklist(checks: Check[], wording: Wording): HTMLElement {
  const line = ({ name, state, sentence, link }: Check) =>
    h(
      'li',
      { class: `check is-${state}`, 'data-check': name },
      icon(state === 'ready' ? 'done' : 'warning'),
      h('span', { class: 'hidden' }, `${wording.say(`check_is_${state}`)}: `),
      h('span', {}, sentence),
      link && h('a', { href: link.href }, link.label),
    );
  return h('ul', { class: 'checks' }, ...checks.map(line));
}
