// What planners may ask: rooms by place and year, schools about to overflow,
// and pupils behind and ahead.

import type { Level } from './contract.ts';
import type { components } from './openapi.d.ts';
import { answerOf, service } from './request.ts';

type Schemas = components['schemas'];

export type PlanningRooms = Schemas['PlanningRooms'];
export type PlanningPlace = Schemas['PlanningPlace'];
export type PlanningNeed = Schemas['PlanningNeed'];
export type PlanningSchool = Schemas['PlanningSchool'];
export type PlanningPupils = Schemas['PlanningPupils'];
export type Indicator = Schemas['Indicators']['indicators'][number];
export type IndicatorPlace = Indicator['places'][number];

/** A place whose pupils are asked for: a school, a ward, or neither: the city. */
export interface PlaceAsked {
  ward: string;
  school: string;
}

const MOST_SCHOOLS = 10_000;

export function readPlanningRooms(level: Level): Promise<PlanningRooms> {
  return answerOf(service.GET('/v1/planning/rooms', { params: { query: { level } } }));
}

export async function readPlanningSchools(level: Level, year: number): Promise<PlanningSchool[]> {
  const query = { level, year, limit: MOST_SCHOOLS };
  return (await answerOf(service.GET('/v1/planning/schools', { params: { query } }))).schools;
}

export function readPlanningPupils({ ward, school }: PlaceAsked): Promise<PlanningPupils> {
  const query = school ? { school } : ward ? { ward } : { city: 1 as const };
  return answerOf(service.GET('/v1/planning/pupils', { params: { query } }));
}

export async function readIndicators(): Promise<Indicator[]> {
  return (await answerOf(service.GET('/v1/indicators'))).indicators;
}

/** The newest year that any school's pupils are known of; null where none are. */
export async function readEnrolmentYear(): Promise<number | null> {
  return (await answerOf(service.GET('/v1/capacity'))).enrolment_year;
}
