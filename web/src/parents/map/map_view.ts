// The map: shows scenes, and tells where the parent tapped or dragged.

import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl';
import type { City, LonLat } from '../../api/contract.ts';
import { newCityMap } from '../../map/city_map.ts';
import { readPaint } from '../../map/paint.ts';
import { Pin } from '../../map/pin.ts';
import type { Wording } from '../wording.ts';
import type { Ground } from './ground.ts';
import { freePadding, sightOf } from './first_sight.ts';
import { mapStyle, plainStyle } from './map_style.ts';
import type { Scene } from './scene.ts';

export interface MapHandlers {
  onHome(at: LonLat): void;
  onHomeDragged(at: LonLat): void;
  onSchool(id: string): void;
}

const FINGER_PX = 8;
const MOVE_MS = 200;

export class MapView {
  /** Comes when the first scene has been drawn. */
  readonly drawn: Promise<unknown>;
  private readonly pin: Pin;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private draggedTo: LonLat | null = null;
  private focused: string;

  constructor(
    private readonly map: MapLibre,
    private readonly ground: Ground,
    private scene: Scene,
    private readonly handlers: MapHandlers,
  ) {
    this.focused = scene.focus.key;
    this.pin = new Pin(map, 'home', {
      onDragging: (at) => this.dragged(at, (to) => handlers.onHomeDragged(to)),
      onDropped: (at) => this.dragged(at, (to) => handlers.onHome(to)),
    });
    map.on('click', (event) => this.tapped(event));
    map.on('mousemove', (event) => this.hovered(event));
    this.dark.addEventListener('change', () => this.repaint());
    this.drawn = map.once('load');
    this.pin.show(scene.home);
  }

  show(scene: Scene): void {
    this.scene = scene;
    this.pin.show(scene.home);
    this.map.setStyle(mapStyle(scene, this.ground, readPaint()), { diff: true, validate: false });
    this.focus();
  }

  speak(wording: Wording): void {
    this.map.getCanvas().setAttribute('aria-label', wording.say('map'));
    this.pin.speak(wording.say('home_pin'), wording.say('pin_hint'));
  }

  zoomBy(levels: number): void {
    this.map.zoomTo(this.map.getZoom() + levels, { duration: MOVE_MS });
  }

  private repaint(): void {
    this.map.setStyle(mapStyle(this.scene, this.ground, readPaint()), { diff: false, validate: false });
  }

  private focus(): void {
    const { key, points } = this.scene.focus;
    if (key === '' || key === this.focused) return;
    this.focused = key;
    if (this.scene.home !== null && this.scene.home === this.draggedTo) return;
    const { bounds, ...options } = sightOf(points, this.map.getContainer());
    this.map.fitBounds(bounds, { ...options, duration: MOVE_MS, linear: true });
  }

  // A parent dragging the pin is looking at it: the map must hold still.
  private dragged(at: LonLat, tell: (at: LonLat) => void): void {
    this.draggedTo = at;
    tell(at);
  }

  private schoolUnder(event: MapMouseEvent): string | null {
    const { x, y } = event.point;
    const box: [[number, number], [number, number]] = [
      [x - FINGER_PX, y - FINGER_PX],
      [x + FINGER_PX, y + FINGER_PX],
    ];
    const layers = ['answer', 'school'].filter((id) => this.map.getLayer(id));
    const id: unknown = this.map.queryRenderedFeatures(box, { layers })[0]?.properties['id'];
    return typeof id === 'string' ? id : null;
  }

  private tapped(event: MapMouseEvent): void {
    const school = this.schoolUnder(event);
    if (school) this.handlers.onSchool(school);
    else this.handlers.onHome([event.lngLat.lng, event.lngLat.lat]);
  }

  private hovered(event: MapMouseEvent): void {
    this.map.getCanvas().style.cursor = this.schoolUnder(event) ? 'pointer' : 'crosshair';
  }
}

/** Opens the map on what its first scene is about, or on the whole city, with the
    pin. Names appear when it is shown a scene. Throws CannotDraw without WebGL. */
export function openMap(container: HTMLElement, city: City, ground: Ground, scene: Scene, handlers: MapHandlers): MapView {
  const { points } = scene.focus;
  const sight = points.length > 0 ? sightOf(points, container) : { bounds: city.bbox, padding: freePadding(container) };
  const map = newCityMap(container, plainStyle(mapStyle(scene, ground, readPaint())), sight);
  return new MapView(map, ground, scene, handlers);
}
