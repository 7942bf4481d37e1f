// What the service answers, by its names; the build makes openapi.d.ts from
// api/openapi.yaml. Positions are [lon, lat] in degrees.

import type { components } from './openapi.d.ts';

type Schemas = components['schemas'];

export type LonLat = Schemas['Position'];
export type Level = Schemas['Level'];
export type Profile = Schemas['Profile'];
export type TileSet = components['parameters']['TileSet'];
export type City = Schemas['City'];
export type School = Schemas['School'];
export type SchoolTold = Schemas['SchoolTold'];
export type CutOff = Schemas['CutOff'];
export type Place = Schemas['Place'];
export type Nearest = Schemas['NearestAnswer'];
export type NearSchool = Nearest['schools'][number];
export type Route = Schemas['Route'];
export type Zone = Schemas['ZoneAnswer'];
