// What the office answers about plans. A plan's units and measures are worked
// out on its desk, which takes seconds to open the first time: `patiently` asks
// again until it is.

import type { Level } from '../../api/contract.ts';
import { CSRF, type Plan } from '../../api/office.ts';
import type { components } from '../../api/openapi.d.ts';
import { answerOf, service, throwUnlessGood } from '../../api/request.ts';

type Schemas = components['schemas'];

export type Measures = Schemas['PlanMeasures'];
export type Zone = Schemas['PlanZone'];
export type Units = Schemas['PlanUnits'];
export type Stroke = Schemas['PlanStroke'];
export type Changes = Schemas['PlanChanges'];
export type Change = Schemas['PlanChange'];
export type Diff = Schemas['PlanDiff'];
export type Outlines = Schemas['PlanZones'];
export type { Plan };

const PAUSE_MS = 350;

/** Gone from the page: nobody waits for the answer any more. */
export class Left extends Error {
  override name = 'Left';
}

interface Answered {
  data?: unknown;
  response: Response;
}

async function patiently<Body>(ask: () => Promise<Answered>, signal: AbortSignal): Promise<Body> {
  for (;;) {
    if (signal.aborted) throw new Left();
    const { data, response } = await ask();
    if (signal.aborted) throw new Left();
    await throwUnlessGood(response);
    if (response.status !== 202) return data as Body;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const named = (plan: string) => ({ path: { plan } });
const changing = (plan: string) => ({ header: CSRF, path: { plan } });

export async function listPlans(level: Level): Promise<Plan[]> {
  return (await answerOf(service.GET('/v1/plans', { params: { query: { level } } }))).plans;
}

export function readPlan(plan: string) {
  return answerOf(service.GET('/v1/plans/{plan}', { params: named(plan) }));
}

export function readUnits(plan: string, signal: AbortSignal): Promise<Units> {
  return patiently(() => service.GET('/v1/plans/{plan}/units', { params: named(plan) }), signal);
}

export function readMeasures(plan: string, signal: AbortSignal, zones: 0 | 1 = 1): Promise<Measures> {
  return patiently(() => service.GET('/v1/plans/{plan}/measures', { params: { ...named(plan), query: { zones } } }), signal);
}

export function readOutlines(plan: string, signal: AbortSignal): Promise<Outlines> {
  return patiently(() => service.GET('/v1/plans/{plan}/zones.geojson', { params: named(plan) }), signal);
}

export function readDiff(plan: string, before: string, signal: AbortSignal): Promise<Diff> {
  return patiently(() => service.GET('/v1/plans/{plan}/diff', { params: { ...named(plan), query: { with: before } } }), signal);
}

export function readChanges(plan: string, since: number, signal: AbortSignal): Promise<Changes> {
  return patiently(() => service.GET('/v1/plans/{plan}/changes', { params: { ...named(plan), query: { since } } }), signal);
}

export function moveUnits(plan: string, units: string[], school: string | null, after_step: number): Promise<Stroke> {
  const body = { units, school, after_step };
  return answerOf(service.POST('/v1/plans/{plan}/moves', { params: changing(plan), body }));
}

export function undoStep(plan: string, after_step: number): Promise<Stroke> {
  return answerOf(service.POST('/v1/plans/{plan}/undo', { params: changing(plan), body: { after_step } }));
}

export function redoStep(plan: string, after_step: number): Promise<Stroke> {
  return answerOf(service.POST('/v1/plans/{plan}/redo', { params: changing(plan), body: { after_step } }));
}

export function lockUnits(plan: string, units: string[], locked: boolean, after_step: number): Promise<Changes> {
  const body = { units, locked, after_step };
  return answerOf(service.POST('/v1/plans/{plan}/locks', { params: changing(plan), body }));
}

export function copyPlan(copy: string): Promise<Plan> {
  return answerOf(service.POST('/v1/plans', { params: { header: CSRF }, body: { copy } }));
}

export function emptyPlan(level: Level): Promise<Plan> {
  return answerOf(service.POST('/v1/plans', { params: { header: CSRF }, body: { empty: true, level } }));
}

export async function removePlan(plan: string): Promise<void> {
  await service.DELETE('/v1/plans/{plan}', { params: changing(plan) });
}

export function publishPlan(plan: string, confirm: string, after_step: number): Promise<Plan> {
  const body = { confirm, after_step };
  return answerOf(service.POST('/v1/plans/{plan}/publish', { params: changing(plan), body }));
}

export async function proposePlan(plan: string, after_step: number): Promise<void> {
  await service.POST('/v1/plans/{plan}/proposal', { params: changing(plan), body: { after_step } });
}
