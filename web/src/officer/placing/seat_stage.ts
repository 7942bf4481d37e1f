// The map of places on its stage: shows a scene, goes to what is chosen, and
// hears which school is pressed.

import type { Map as MapLibre } from 'maplibre-gl';
import type { Level, LonLat } from '../../api/contract.ts';
import type { MapStage } from '../../map/map_stage.ts';
import { seatStyle, type SeatScene } from './seat_map.ts';
import type { SchoolSeats } from './school_seats.ts';

const MARGIN_PX = 70;
const NEAR_ZOOM = 15.5;

export interface SeatMap {
  /** `isWard`: the schools of a ward are looked at, and the map goes there. */
  show(scene: SeatScene, around: { ward: SchoolSeats[]; isWard: boolean }): void;
  close(): void;
}

function goTo(map: MapLibre, points: LonLat[]): void {
  if (points.length === 0) return;
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  const box: [LonLat, LonLat] = [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.fitBounds(box, { padding: MARGIN_PX, maxZoom: NEAR_ZOOM, duration: isStill ? 0 : 200 });
}

function pointsOf({ schools, chosen, homes, way }: SeatScene, ward: SchoolSeats[], isWard: boolean): LonLat[] {
  const school = schools.find(({ id }) => id === chosen)?.at;
  if (way?.geometry) return way.geometry.coordinates as LonLat[];
  if (homes.length > 0) return [...homes, ...(school ? [school] : [])];
  if (school) return [];
  return isWard ? ward.flatMap(({ at }) => (at ? [at] : [])) : [];
}

export function showSeats(stage: MapStage, level: Level, onSchool: (school: string) => void): SeatMap {
  let map: MapLibre | null = null;
  let wanted: LonLat[] = [];
  const empty: SeatScene = { level, schools: [], chosen: '', homes: [], way: null };
  void stage.open(seatStyle(empty)).then((opened) => {
    map = opened;
    map?.on('click', 'rings', ({ features }) => onSchool(String(features?.[0]?.properties['id'] ?? '')));
    map?.on('mouseenter', 'rings', () => map && (map.getCanvas().style.cursor = 'pointer'));
    map?.on('mouseleave', 'rings', () => map && (map.getCanvas().style.cursor = ''));
    if (map) goTo(map, wanted);
  });
  return {
    show(scene, { ward, isWard }) {
      stage.show(seatStyle(scene));
      wanted = pointsOf(scene, ward, isWard);
      if (map) goTo(map, wanted);
    },
    close: () => stage.close(),
  };
}
