// What the brush has just laid, as shapes over the map: they show at once and cost
// next to nothing, where a frame of the whole map may take longer than the stroke.
// Once the map itself has drawn what they say, they go.

import type { Map as MapLibre } from 'maplibre-gl';

const SVG = 'http://www.w3.org/2000/svg';
/** So long after the last shape the paint counts as fresh: a hand may be about to go on. */
const DRIES_MS = 400;

interface Shape {
  polygons: GeoJSON.Position[][][];
  path: SVGPathElement;
}

function polygonsOf(geometry: GeoJSON.Geometry): GeoJSON.Position[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

export class WetPaint {
  private readonly layer = document.createElementNS(SVG, 'svg');
  private shapes: Shape[] = [];
  private laidMs = -Infinity;

  constructor(private readonly map: MapLibre) {
    this.layer.setAttribute('class', 'wet-paint');
    this.layer.setAttribute('aria-hidden', 'true');
    map.getCanvasContainer().append(this.layer);
    map.on('move', () => this.shapes.forEach((shape) => this.place(shape)));
  }

  get isFresh(): boolean {
    return this.shapes.length > 0 && performance.now() - this.laidMs < DRIES_MS;
  }

  /** `tint`: one of the zones' (tints.ts), or null for no zone. */
  lay(geometry: GeoJSON.Geometry, tint: number | null): void {
    const shape = { polygons: polygonsOf(geometry), path: document.createElementNS(SVG, 'path') };
    shape.path.style.setProperty('--tint', tint === null ? 'var(--map-paper)' : `var(--zone-${tint})`);
    this.place(shape);
    this.layer.append(shape.path);
    this.shapes.push(shape);
    this.laidMs = performance.now();
  }

  /** It need not be waited for any more. */
  dry(): void {
    this.laidMs = -Infinity;
  }

  /** The map has been told what lies here; its next frame has it. */
  takeAway(): void {
    const told = this.shapes;
    if (told.length === 0) return;
    this.map.once('render', () => {
      told.forEach(({ path }) => path.remove());
      this.shapes = this.shapes.filter((shape) => !told.includes(shape));
    });
    this.map.triggerRepaint();
  }

  private place({ polygons, path }: Shape): void {
    const ring = (corners: GeoJSON.Position[]) => `M${corners.map(([lon = 0, lat = 0]) => this.spot(lon, lat)).join('L')}Z`;
    path.setAttribute('d', polygons.flat().map(ring).join(''));
  }

  private spot(lon: number, lat: number): string {
    const { x, y } = this.map.project([lon, lat]);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  }
}
