// A map of the city on our own tiles, north up and flat: what the pages' maps
// have in common. The page brings the style, made of the layers it shows.

import { Map as MapLibre, type LngLatBoundsLike, type PaddingOptions, type StyleSpecification } from 'maplibre-gl';
import { MARKER_PIXEL_RATIO, markerImage } from './marker_images.ts';
import { readPaint } from './paint.ts';
import { seatRingImage } from './seat_ring.ts';
import { ownAddress } from './tile_sources.ts';

const MOST_ZOOM = 19.5;

/** The browser has no WebGL 2, or will not give it. */
export class CannotDraw extends Error {
  override name = 'CannotDraw';
}

function drawMarkers(map: MapLibre): void {
  map.setMissingStyleImageResolver((name) => {
    const paint = readPaint();
    const image = markerImage(name, paint) ?? seatRingImage(name, paint);
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: MARKER_PIXEL_RATIO });
  });
}

/** What is in sight at first. */
export interface FirstSight {
  bounds: LngLatBoundsLike;
  /** How near the map comes, however small the bounds are. */
  maxZoom?: number;
  padding: PaddingOptions | number;
  /** How long names take to appear. */
  fadeMs?: number;
}

/** Those who embed or test the page can take hold of the map by its event `map-opened`. Throws CannotDraw. */
export function newCityMap(container: HTMLElement, style: StyleSpecification, sight: FirstSight): MapLibre {
  const { bounds, padding, maxZoom = MOST_ZOOM, fadeMs = 120 } = sight;
  let map: MapLibre;
  try {
    map = new MapLibre({
      container,
      style,
      validateStyle: false,
      bounds,
      fitBoundsOptions: { padding, maxZoom },
      transformRequest: (url) => ({ url: ownAddress(url) }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      minZoom: 8,
      maxZoom: MOST_ZOOM,
      fadeDuration: fadeMs,
    });
  } catch (error) {
    throw new CannotDraw(String(error));
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  drawMarkers(map);
  // A tile that fails leaves a gap, no more: the list beside does not need it.
  map.on('error', ({ error }) => console.warn(error.message));
  container.dispatchEvent(new CustomEvent('map-opened', { bubbles: true, detail: map }));
  return map;
}
