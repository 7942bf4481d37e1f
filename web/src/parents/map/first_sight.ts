// What the parents' map shows of a scene: its points, beside the panels of the page
// that lie over the map.

import { tilesInSight, type Bounds, type Margins, type Sight } from '../../map/sight.ts';
import { ownAddress, type TileSources } from '../../map/tile_sources.ts';
import type { LonLat } from '../../api/contract.ts';

const MARGIN_PX = 56;
const NAME_PX = 40;
/** A pin stands above its place. */
const PIN_PX = 46;
const NEAREST_ZOOM = 17;
const SINGLE_POINT_ZOOM = 15.5;

/** What the map lies under: it shows what it shows beside them. */
export function freePadding(container: HTMLElement): Margins {
  const whole = container.getBoundingClientRect();
  const ask = document.querySelector('.ask')?.getBoundingClientRect();
  const sheet = document.querySelector('.answer')?.getBoundingClientRect();
  const isUnder = (panel: DOMRect | undefined) => panel !== undefined && panel.right > whole.left + 1;
  const top = isUnder(ask) ? (ask?.bottom ?? 0) - whole.top : 0;
  const bottom = isUnder(sheet) ? whole.bottom - (sheet?.top ?? 0) : 0;
  const isRoomy = whole.height - top - bottom > 4 * MARGIN_PX;
  const margin = isRoomy ? MARGIN_PX : MARGIN_PX / 2;
  const name = whole.width > 12 * MARGIN_PX ? NAME_PX : 0;
  const fits = whole.height - top - bottom > 2 * margin;
  return { top: (fits ? top + PIN_PX - MARGIN_PX / 2 : 0) + margin, bottom: (fits ? bottom : 0) + margin, left: margin + name, right: margin + name };
}

function boundsOf(points: LonLat[]): Bounds {
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

export function sightOf(points: LonLat[], container: HTMLElement): Sight {
  return {
    bounds: boundsOf(points),
    padding: freePadding(container),
    maxZoom: points.length > 1 ? NEAREST_ZOOM : SINGLE_POINT_ZOOM,
  };
}

/** Sends for the tiles the map will ask for first; it finds them in the browser's store. */
export function sendForTiles(points: LonLat[], container: HTMLElement, { base }: TileSources<'base'>): void {
  const [template] = base.tiles ?? [];
  if (!template || points.length === 0) return;
  const { minzoom = 0, maxzoom = 22 } = base;
  for (const { z, x, y } of tilesInSight(sightOf(points, container), container.getBoundingClientRect(), { minzoom, maxzoom })) {
    const address = template.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
    // What does not come now is asked for again by the map, which says so.
    void fetch(ownAddress(address)).catch(() => undefined);
  }
}
