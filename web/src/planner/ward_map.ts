// Wards in the colours of their classes, with a number or a sign on each, so
// that colour is never all there is; a table beside says the same. Classes are
// states of the tiles' own features, which change without drawing tiles anew.

import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import type { City } from '../api/contract.ts';
import { cityStyle } from '../map/city_style.ts';
import { STRONG } from '../map/map_fonts.ts';
import { MapStage } from '../map/map_stage.ts';
import { sizePx, type Paint } from '../map/paint.ts';
import type { Wording } from './wording.ts';

export interface WardScene {
  /** Of wards by id; a ward without one is left as paper. */
  classes: Map<string, number>;
  labels: Map<string, string>;
  chosen: string;
}

/** Tokens of the classes' colours. */
export type ClassTokens = string[];

const CLASS: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], -1];

function fill(tokens: ClassTokens, paint: Paint): LayerSpecification {
  const colours = tokens.flatMap((token, n) => [n, paint(token)]);
  return {
    id: 'ward-class',
    type: 'fill',
    source: 'wards',
    'source-layer': 'ward',
    paint: {
      'fill-color': ['match', CLASS, ...colours, paint('map-paper')] as unknown as ExpressionSpecification,
      'fill-opacity': ['case', ['<', CLASS, 0], 0, 0.8],
    },
  };
}

function outlines(paint: Paint): LayerSpecification[] {
  const line = (id: string, colour: string, width: ExpressionSpecification | number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'wards',
    'source-layer': 'ward',
    paint: { 'line-color': colour, 'line-width': width },
  });
  const isChosen: ExpressionSpecification = ['boolean', ['feature-state', 'chosen'], false];
  return [line('ward-line', paint('map-edge'), 1), line('ward-chosen', paint('ink'), ['case', isChosen, 3.5, 0])];
}

function numbers(labels: Map<string, string>, paint: Paint): LayerSpecification[] {
  if (labels.size === 0) return [];
  return [
    {
      id: 'ward-number',
      type: 'symbol',
      source: 'wards',
      'source-layer': 'ward_label',
      layout: {
        'text-field': ['match', ['get', 'id'], ...[...labels].flat(), ''] as unknown as ExpressionSpecification,
        'text-font': STRONG,
        'text-size': sizePx(paint, 14),
        'text-offset': [0, 2],
        // With hundreds of wards not every number has room: those that meet
        // another wait until one comes nearer. Names of the map make way.
        'text-padding': 1,
      },
      paint: { 'text-color': paint('map-label'), 'text-halo-color': paint('map-halo'), 'text-halo-width': 2 },
    },
  ];
}

export class WardMap {
  readonly element: HTMLElement;
  private readonly stage: MapStage;
  private map: MapLibre | null = null;
  private scene: WardScene = { classes: new Map(), labels: new Map(), chosen: '' };
  private told = new Set<string>();

  constructor(
    city: City,
    wording: Wording,
    label: string,
    private readonly tokens: ClassTokens,
    private readonly onChoose: (ward: string) => void,
  ) {
    this.stage = new MapStage(city, wording, label);
    this.element = this.stage.element;
  }

  async open(): Promise<void> {
    // Classes are told as soon as there is a style, not only once all tiles are there.
    this.element.addEventListener('map-opened', ({ detail }: CustomEventInit<MapLibre>) => {
      detail?.on('style.load', () => {
        this.map = detail;
        this.tell();
      });
    });
    const map = await this.stage.open((paint) => this.style(paint));
    if (!map) return;
    this.map = map;
    map.on('click', 'ward-class', ({ features }) => {
      const id: unknown = features?.[0]?.id;
      if (typeof id === 'string') this.onChoose(id);
    });
    map.on('mouseenter', 'ward-class', () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', 'ward-class', () => (map.getCanvas().style.cursor = ''));
    this.tell();
  }

  show(scene: WardScene): void {
    this.scene = scene;
    this.stage.show((paint) => this.style(paint));
    this.tell();
  }

  close(): void {
    this.map = null;
    this.stage.close();
  }

  private style(paint: Paint): StyleSpecification {
    return cityStyle(paint, {
      sources: { wards: { type: 'vector', url: '/tiles/wards.json', promoteId: 'id' } },
      lines: [fill(this.tokens, paint), ...outlines(paint)],
      marks: numbers(this.scene.labels, paint),
    });
  }

  private tell(): void {
    const { classes, chosen } = this.scene;
    for (const id of new Set([...this.told, ...classes.keys()])) {
      this.map?.setFeatureState({ source: 'wards', sourceLayer: 'ward', id }, { class: classes.get(id) ?? -1, chosen: id === chosen });
    }
    this.told = new Set(classes.keys());
  }
}
