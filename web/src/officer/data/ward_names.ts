// What the city's wards are called, from what is told of each in the open data.

import { readCapacity } from './city_counts.ts';

export class WardNames {
  constructor(private readonly names: Map<string, string>) {}

  get count(): number {
    return this.names.size;
  }

  get ids(): string[] {
    return [...this.names.keys()];
  }

  name(id: string | null): string {
    return (id && this.names.get(id)) || (id ?? '');
  }
}

export async function readWardNames(): Promise<WardNames> {
  const { wards = [] } = await readCapacity();
  return new WardNames(new Map(wards.flatMap(({ id, name }) => (id ? [[id, name] as const] : []))));
}
