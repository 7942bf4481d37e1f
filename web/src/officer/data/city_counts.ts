// What the city knows of itself, as counts.

import type { components } from '../../api/openapi.d.ts';
import { answerOf, service } from '../../api/request.ts';

export type Capacity = components['schemas']['Capacity'];
export type PlaceCapacity = components['schemas']['PlaceCapacity'];

export function readCapacity(): Promise<Capacity> {
  return answerOf(service.GET('/v1/capacity'));
}
