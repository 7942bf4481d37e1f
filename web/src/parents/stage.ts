// Where the map stands. The map itself is a large program, fetched only once
// the answer beside it can be read; without it the page still works.

import type { City, LonLat } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon, type IconName } from '../icons.ts';
import { attribution } from '../map/attribution.ts';
import { canDraw } from '../map/can_draw.ts';
import { markerImage } from '../map/marker_images.ts';
import { readPaint } from '../map/paint.ts';
import type { Sentence, Wording } from './wording.ts';
import type { View } from './answer.ts';
import type { MapProgram } from './first.ts';
import { readGround } from './map/ground.ts';
import { sendForTiles } from './map/first_sight.ts';
import type { MapView } from './map/map_view.ts';
import { sceneOf } from './map/scene.ts';

export interface StageHandlers {
  onHome(at: LonLat): void;
  onHomeDragged(at: LonLat): void;
  onSchool(id: string): void;
}

// By when what stands in the page now has been drawn.
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

export class Stage {
  readonly element = h('div', { class: 'stage' });
  private readonly canvas = h('div', { class: 'map' });
  private readonly notice = h('p', { class: 'map-notice', role: 'status' });
  private readonly controls = h('div', { class: 'map-controls' });
  private map: MapView | null = null;
  private wording: Wording | null = null;
  private said: Sentence | null = 'map_loading';

  constructor(
    private readonly city: City,
    private readonly handlers: StageHandlers,
  ) {
    this.element.append(this.canvas, this.notice, this.controls);
    if (city.attribution) this.element.append(attribution(city.attribution));
  }

  speak(wording: Wording): void {
    this.wording = wording;
    this.controls.replaceChildren(
      this.control('zoom_in', () => this.map?.zoomBy(1)),
      this.control('zoom_out', () => this.map?.zoomBy(-1)),
    );
    this.map?.speak(wording);
    this.say(this.said);
  }

  show(view: View): void {
    this.map?.show(sceneOf(view));
  }

  /** Opens the map when all that it is made of has come, which takes a phone some
      seconds. What is to be shown may have changed by then. */
  async open(program: Promise<MapProgram>, view: () => View): Promise<void> {
    const ground = readGround();
    await painted();
    try {
      sendForTiles(sceneOf(view()).focus.points, this.canvas, await ground);
      if (!canDraw()) return this.say('map_impossible');
      markerImage(`answer-${view().question.level}`, readPaint()); // the first picture takes a sixth of a second
      const { openMap } = await program;
      this.map = openMap(this.canvas, this.city, await ground, sceneOf(view()), this.handlers);
      if (this.wording) this.map.speak(this.wording);
      await this.map.drawn;
      this.show(view());
      this.say(null);
      this.element.classList.add('has-map');
    } catch (error) {
      this.say(error instanceof Error && error.name === 'CannotDraw' ? 'map_impossible' : 'map_failed');
    }
  }

  private say(sentence: Sentence | null): void {
    this.said = sentence;
    this.notice.textContent = sentence && this.wording ? this.wording.say(sentence) : '';
    this.notice.hidden = !sentence;
  }

  private control(name: IconName & Sentence, onclick: () => void): HTMLElement {
    const label = this.wording?.say(name) ?? '';
    return h('button', { type: 'button', class: 'map-control', 'aria-label': label, title: label, onclick }, icon(name));
  }
}
