// How many planning units there are, from the open data.

import { throwUnlessGood } from './request.ts';

export async function readUnitCount(): Promise<number> {
  const response = await fetch('/ogc/collections/units/items?limit=1&f=json');
  await throwUnlessGood(response);
  return ((await response.json()) as { numberMatched?: number }).numberMatched ?? 0;
}
