// What everyone may ask.

import type { City, Level, LonLat, Nearest, Place, Profile, Route, SchoolTold, Zone } from './contract.ts';
import { answerOf, service } from './request.ts';

/** Six decimals of a degree are a tenth of a metre. */
export function formatLonLat(at: LonLat): string {
  return at.map((degrees) => degrees.toFixed(6)).join(',');
}

export function readCity(): Promise<City> {
  return answerOf(service.GET('/v1/city'));
}

/** `near` is what comes nearest where there are no `results`. */
export function findPlaces(text: string, signal: AbortSignal): Promise<{ results: Place[]; near: Place[] }> {
  const query = { q: text, limit: 8 };
  return answerOf(service.GET('/v1/search', { params: { query }, signal }));
}

export function readSchool(school: string, signal?: AbortSignal): Promise<SchoolTold> {
  return answerOf(service.GET('/v1/schools/{school}', { params: { path: { school } }, ...(signal && { signal }) }));
}

export function findNearest(at: LonLat, level: Level, profile: Profile, k: number, signal: AbortSignal): Promise<Nearest> {
  const query = { at: formatLonLat(at), level, profile, k };
  return answerOf(service.GET('/v1/nearest', { params: { query }, signal }));
}

export function findZone(at: LonLat, level: Level, profile: Profile, signal: AbortSignal): Promise<Zone> {
  const query = { at: formatLonLat(at), level, profile };
  return answerOf(service.GET('/v1/zone', { params: { query }, signal }));
}

export function findRoute(from: LonLat, school: string, profile: Profile, signal: AbortSignal): Promise<Route> {
  const query = { from: formatLonLat(from), school, profile };
  return answerOf(service.GET('/v1/route', { params: { query }, signal }));
}
