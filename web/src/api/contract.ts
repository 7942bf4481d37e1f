// What the service answers, by its names. Positions are [lon, lat] in degrees.

export type LonLat = [lon: number, lat: number];
export type Level = 'preschool' | 'primary' | 'lower_secondary' | 'upper_secondary';
export type Profile = 'walk' | 'motorbike';

export interface City {
  name: string;
  is_sample: boolean;
  attribution: string | null;
  bbox: [number, number, number, number];
  centre: LonLat;
  levels: Level[];
  profiles: Profile[];
  counts: { schools: number; wards: number; streets: number };
  version: string;
}

export interface Place {
  kind: 'school' | 'address' | 'street' | 'place' | 'ward';
  name: string;
  detail: string | null;
  at: LonLat;
  id: string | null;
  exact: boolean;
}

export interface School {
  id: string;
  name: string;
  levels: Level[];
  at: LonLat;
  address: string | null;
  ward: string | null;
  kind: string | null;
  seats: { year: number; grade: number; seats: number }[] | null;
  gates: LonLat[];
}

export interface NearSchool {
  id: string;
  name: string;
  levels: Level[];
  distance_m: number;
  duration_s: number;
  gate: LonLat;
  at: LonLat;
  seats: number | null;
  in_zone: boolean;
}

export interface Nearest {
  at: LonLat;
  level: Level;
  profile: Profile;
  schools: NearSchool[];
  reason?: 'no_street_near';
}

export interface Zone {
  plan: string | null;
  school: { id: string; name: string; distance_m: number; duration_s: number; gate: LonLat } | null;
  why: 'nearest' | null;
  reason: 'outside_zones' | 'no_plan' | null;
}

export interface Route {
  geometry: { type: 'LineString'; coordinates: LonLat[] } | null;
  properties: {
    profile: Profile;
    distance_m: number | null;
    duration_s: number | null;
    straight_m: number | null;
    gate_straight_m: number | null;
    school: { id: string; name: string };
    streets: { name: string; length_m: number }[];
    network: string;
    reason?: 'no_street_near' | 'no_way';
  };
}
