// What the city knows of itself, as counts.

import type { components } from '../../api/openapi.d.ts';
import { answerOf, service, throwUnlessGood } from '../../api/request.ts';

export type Capacity = components['schemas']['Capacity'];
export type PlaceCapacity = components['schemas']['PlaceCapacity'];

export function readCapacity(): Promise<Capacity> {
  return answerOf(service.GET('/v1/capacity'));
}

export async function readUnitCount(): Promise<number> {
  const response = await fetch('/ogc/collections/units/items?limit=1&f=json');
  await throwUnlessGood(response);
  return ((await response.json()) as { numberMatched?: number }).numberMatched ?? 0;
}
