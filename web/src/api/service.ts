// Asks the service. Every failure is a ServiceError that knows whether asking
// again may help.

import type { City, Level, LonLat, Nearest, Place, Profile, Route, School, Zone } from './contract.ts';

export class ServiceError extends Error {
  constructor(
    readonly kind: 'unreachable' | 'refused' | 'absent' | 'broken',
    message: string,
  ) {
    super(message);
  }
}

function kindOfStatus(status: number): ServiceError['kind'] {
  if (status === 404) return 'absent';
  return status < 500 ? 'refused' : 'broken';
}

async function problemDetail(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { detail?: string };
    return problem.detail ?? response.statusText;
  } catch {
    return response.statusText;
  }
}

async function send(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ServiceError('unreachable', String(error));
  }
}

async function get<Answer>(path: string, query: Record<string, string>, signal?: AbortSignal): Promise<Answer> {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await send(url, signal);
  if (!response.ok) throw new ServiceError(kindOfStatus(response.status), await problemDetail(response));
  return (await response.json()) as Answer;
}

/** Six decimals of a degree are a tenth of a metre. */
export function formatLonLat(at: LonLat): string {
  return at.map((degrees) => degrees.toFixed(6)).join(',');
}

export function readCity(): Promise<City> {
  return get('/v1/city', {});
}

export async function findPlaces(text: string, signal: AbortSignal): Promise<Place[]> {
  return (await get<{ results: Place[] }>('/v1/search', { q: text, limit: '8' }, signal)).results;
}

export function readSchool(id: string, signal: AbortSignal): Promise<School> {
  return get(`/v1/schools/${encodeURIComponent(id)}`, {}, signal);
}

export function findNearest(at: LonLat, level: Level, profile: Profile, signal: AbortSignal): Promise<Nearest> {
  return get('/v1/nearest', { at: formatLonLat(at), level, profile, k: '5' }, signal);
}

export function findZone(at: LonLat, level: Level, signal: AbortSignal): Promise<Zone> {
  return get('/v1/zone', { at: formatLonLat(at), level }, signal);
}

export function findRoute(from: LonLat, school: string, profile: Profile, signal: AbortSignal): Promise<Route> {
  return get('/v1/route', { from: formatLonLat(from), school, profile }, signal);
}
