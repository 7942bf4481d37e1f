// Where a map of the office stands: fetched when it is wanted, with its buttons,
// its source and, while it cannot be drawn, a sentence. What it shows is a style
// made of layers; the renderer changes only what differs from the last.

import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import type { City } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon, type IconName } from '../icons.ts';
import type { CommonSentence, Wording } from '../text/wording.ts';
import { attribution } from './attribution.ts';
import { readPaint, type Paint } from './paint.ts';

const MARGIN_PX = 40;
const FADE_MS = 120;

export type StyleOf = (paint: Paint) => StyleSpecification;

export class MapStage {
  readonly element = h('div', { class: 'stage' });
  private readonly canvas = h('div', { class: 'map' });
  private readonly notice = h('p', { class: 'map-notice', role: 'status' });
  private map: MapLibre | null = null;
  private styleOf: StyleOf | null = null;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');

  constructor(
    private readonly city: City,
    private readonly wording: Wording,
    /** What the map is, for who cannot see it; a table beside must say the same. */
    private readonly label: string,
  ) {
    const controls = h('div', { class: 'map-controls' }, this.control('zoom_in', 1), this.control('zoom_out', -1));
    this.element.append(this.canvas, this.notice, controls);
    if (city.attribution) this.element.append(attribution(city.attribution));
    this.say('map_loading');
    this.dark.addEventListener('change', () => this.repaint(false));
  }

  /** Resolves to the map once it has drawn, or null if it cannot be. Without a
      fade of labels, a change is drawn in one frame. Of two maps that move as one,
      neither is alone. */
  async open(styleOf: StyleOf, { fadeMs = FADE_MS, isAlone = true } = {}): Promise<MapLibre | null> {
    this.styleOf = styleOf;
    try {
      const [{ newCityMap }, { dragPicture }] = await Promise.all([import('./city_map.ts'), import('./dragged_picture.ts')]);
      const map = newCityMap(this.canvas, styleOf(readPaint()), { bounds: this.city.bbox, padding: MARGIN_PX, fadeMs });
      await map.once('load');
      if (isAlone) dragPicture(map);
      map.getCanvas().setAttribute('aria-label', this.label);
      this.map = map;
      this.say(null);
      this.element.classList.add('has-map');
    } catch (error) {
      this.say(error instanceof Error && error.name === 'CannotDraw' ? 'stage_impossible' : 'stage_failed');
    }
    this.repaint(true);
    return this.map;
  }

  show(styleOf: StyleOf): void {
    this.styleOf = styleOf;
    this.repaint(true);
  }

  close(): void {
    this.map?.remove();
    this.map = null;
  }

  private repaint(isSmall: boolean): void {
    if (this.styleOf) this.map?.setStyle(this.styleOf(readPaint()), { diff: isSmall, validate: false });
  }

  private say(sentence: CommonSentence | null): void {
    this.notice.textContent = sentence ? this.wording.say(sentence) : '';
    this.notice.hidden = !sentence;
  }

  private control(name: IconName & CommonSentence, levels: number): HTMLElement {
    const label = this.wording.say(name);
    const zoom = () => this.map?.zoomTo(this.map.getZoom() + levels, { duration: 200 });
    return h('button', { type: 'button', class: 'map-control', 'aria-label': label, title: label, onclick: zoom }, icon(name));
  }
}
