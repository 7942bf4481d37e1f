// Homes as points on the city's map. They are drawn here from what the officer
// has read: no tile of the server ever holds a child. All are small circles in
// one layer, so that 20,000 of them cost one call to the renderer.

import type { FilterSpecification, GeoJSONSource, LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import type { City, LonLat } from '../../api/contract.ts';
import { h } from '../../element.ts';
import { LEVELS, levelShape } from '../../level_shape.ts';
import { cityStyle, tiles } from '../../map/city_style.ts';
import { MapStage } from '../../map/map_stage.ts';
import type { Paint } from '../../map/paint.ts';
import type { Pin } from '../../map/pin.ts';
import type { Pupil } from './pupil.ts';
import type { Signals } from './signals.ts';
import type { Wording } from './wording.ts';

const FINGER_PX = 6;
const FRAME_PX = 24;
const NEAR_ZOOM = 16.5;
const MOVE_MS = 250;
type Homes = Parameters<GeoJSONSource['setData']>[0];
const NONE: Homes = { type: 'FeatureCollection', features: [] };

type Box = [west: number, south: number, east: number, north: number];

// Without the few at either side, whose homes may be written wrong.
function boxOf(pupils: Pupil[]): Box | null {
  if (pupils.length === 0) return null;
  const side = (axis: 0 | 1) => pupils.map(({ at }) => at[axis]).sort((one, other) => one - other);
  const [lons, lats] = [side(0), side(1)];
  const few = Math.floor(pupils.length / 50);
  const end = pupils.length - 1 - few;
  return [lons[few], lats[few], lons[end], lats[end]] as Box;
}

function circle(id: string, filter: FilterSpecification, paint: Extract<LayerSpecification, { type: 'circle' }>['paint']): LayerSpecification {
  return { id, type: 'circle', source: 'homes', filter, ...(paint && { paint }) };
}

function homeLayers(paint: Paint): LayerSpecification[] {
  return [
    circle('home', ['==', ['get', 'signal'], false], {
      'circle-color': paint('home-dot'),
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 1.6, 14, 3, 17, 6],
      'circle-opacity': 0.8,
    }),
    circle('home-signal', ['==', ['get', 'signal'], true], {
      'circle-color': paint('warning-soft'),
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 2.6, 14, 4.5, 17, 7],
      'circle-stroke-color': paint('warning'),
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 1.2, 14, 2],
    }),
    circle('home-chosen', ['==', ['get', 'id'], ''], {
      'circle-color': paint('accent'),
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 6, 17, 10],
      'circle-stroke-color': paint('map-edge'),
      'circle-stroke-width': 3,
    }),
  ];
}

// The first of its levels gives a school its shape.
function schoolLayer(): LayerSpecification {
  const cases = LEVELS.flatMap((level) => [['in', level, ['get', 'levels']], `school-${level}`]);
  return {
    id: 'school',
    type: 'symbol',
    source: 'schools',
    'source-layer': 'school',
    layout: {
      'icon-image': ['case', ...cases, ''] as unknown as string,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.6, 15, 1],
      'icon-allow-overlap': true,
    },
  };
}

function styleOf(paint: Paint, homes: Homes): StyleSpecification {
  return cityStyle(paint, {
    sources: { schools: tiles('schools'), homes: { type: 'geojson', data: homes, maxzoom: 15, buffer: 32, tolerance: 0 } },
    marks: [schoolLayer(), ...homeLayers(paint)],
  });
}

function legend(wording: Wording): HTMLElement {
  const line = (sign: Node, label: string) => h('li', {}, sign, label);
  return h(
    'ul',
    { class: 'data-legend', 'aria-label': wording.say('legend') },
    line(h('span', { class: 'data-dot' }), wording.say('legend_pupil')),
    line(h('span', { class: 'data-dot is-signal' }), wording.say('legend_signal')),
    line(levelShape('primary'), wording.say('legend_school')),
  );
}

export interface PupilMapHandlers {
  onPupil(id: string): void;
  onPin(at: LonLat): void;
}

export class PupilMap {
  readonly stage: MapStage;
  private map: MapLibre | null = null;
  private pin: Pin | null = null;
  private homes: Homes = NONE;
  private chosen = '';
  private framed: Box | null = null;
  private isClosed = false;

  constructor(
    private readonly city: City,
    private readonly wording: Wording,
    private readonly handlers: PupilMapHandlers,
  ) {
    this.stage = new MapStage(city, wording, wording.say('pupil_map'));
    this.stage.element.append(legend(wording));
  }

  /** Once the stage is on the page. */
  async open(): Promise<void> {
    // Homes are drawn as soon as there is a style, not only once all tiles are there.
    this.stage.element.addEventListener('map-opened', ({ detail }: CustomEventInit<MapLibre>) => {
      this.map = detail ?? null;
      detail?.on('style.load', () => this.tellChosen());
      if (this.framed) detail?.fitBounds(this.framed, { padding: FRAME_PX, maxZoom: NEAR_ZOOM, duration: 0 });
    });
    const map = await this.stage.open((paint) => styleOf(paint, this.homes));
    if (!map || this.isClosed) return;
    const { Pin } = await import('../../map/pin.ts');
    this.pin = new Pin(map, 'new_home', { onDragging: this.handlers.onPin, onDropped: (at) => this.dropped(at) });
    this.pin.speak(this.wording.say('pin_label'));
    map.on('click', ({ point }) => this.pressed(point.x, point.y));
    map.on('mousemove', ({ point }) => this.pointAt(map, point));
    this.tellChosen();
  }

  show(pupils: Pupil[], signals: Signals): void {
    this.homes = {
      type: 'FeatureCollection',
      features: pupils.map(({ id, at }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: at },
        properties: { id, signal: (signals.get(id) ?? []).some(({ review }) => review === null) },
      })),
    };
    void this.map?.getSource<GeoJSONSource>('homes')?.setData(this.homes);
  }

  /** Comes to where these live; null goes to the whole city. */
  frame(pupils: Pupil[] | null): void {
    this.framed = pupils ? boxOf(pupils) : null;
    this.map?.fitBounds(this.framed ?? this.city.bbox, { padding: FRAME_PX, maxZoom: NEAR_ZOOM, duration: 0 });
  }

  choose(pupil: Pupil | null): void {
    this.chosen = pupil?.id ?? '';
    this.tellChosen();
    if (pupil) this.look(pupil.at);
  }

  /** The pin that can be moved; null takes it away. */
  showPin(at: LonLat | null): void {
    this.pin?.show(at);
    if (at) this.look(at);
  }

  get hasPin(): boolean {
    return this.pin !== null;
  }

  focusPin(): void {
    this.pin?.focus();
  }

  close(): void {
    this.isClosed = true;
    this.stage.close();
  }

  // The arrow keys only say where to.
  private dropped(at: LonLat): void {
    this.pin?.show(at);
    this.handlers.onPin(at);
  }

  // Moves only if the place is out of sight, and comes near if it is far.
  private look(at: LonLat): void {
    const { map } = this;
    if (!map) return;
    const isSeen = map.getBounds().contains(at);
    if (isSeen && map.getZoom() >= NEAR_ZOOM - 2) return;
    map.easeTo({ center: at, zoom: Math.max(map.getZoom(), NEAR_ZOOM), duration: MOVE_MS });
  }

  private tellChosen(): void {
    if (this.map?.getLayer('home-chosen')) this.map.setFilter('home-chosen', ['==', ['get', 'id'], this.chosen]);
  }

  // Looking for what is under the pointer takes from the frames of a map that is
  // dragged, and nothing can be pressed there meanwhile.
  private pointAt(map: MapLibre, { x, y }: { x: number; y: number }): void {
    if (map.isMoving()) return;
    const cursor = this.homeAt(x, y) === null ? '' : 'pointer';
    const { style } = map.getCanvas();
    if (style.cursor !== cursor) style.cursor = cursor;
  }

  private homeAt(x: number, y: number): string | null {
    const near: [[number, number], [number, number]] = [
      [x - FINGER_PX, y - FINGER_PX],
      [x + FINGER_PX, y + FINGER_PX],
    ];
    const [found] = this.map?.queryRenderedFeatures(near, { layers: ['home-signal', 'home'] }) ?? [];
    return found ? String(found.properties['id']) : null;
  }

  private pressed(x: number, y: number): void {
    const id = this.homeAt(x, y);
    if (id !== null) this.handlers.onPupil(id);
  }
}
