import { defaults as defaultControls } from 'ol/control/defaults.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import { isEmpty } from 'ol/extent.js';
import Feature from 'ol/Feature.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import Polygon from 'ol/geom/Polygon.js';
import Draw from 'ol/interaction/Draw.js';
import Modify from 'ol/interaction/Modify.js';
import Snap from 'ol/interaction/Snap.js';
import VectorLayer from 'ol/layer/Vector.js';
import Map from 'ol/Map.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import View from 'ol/View.js';
import type { Position, Ring } from '../../contracts/area.ts';

export interface Neighbour {
  readonly code: string;
  readonly name: string;
  readonly ring: Ring;
}

interface Told {
  /** A ring was drawn, or one of its corners moved. */
  onRing(ring: Ring): void;
  onPointer(position: Position): void;
}

/** Where nothing is drawn yet: the middle of China. */
const anywhere = { center: [105, 35], zoom: 4 } as const;
const room = { padding: [48, 48, 48, 48], maxZoom: 18 };

/**
 * A map of vectors alone, since no tile server is asked for: the grids around as ground, and the ring that is drawn or changed.
 * New corners and moved ones catch on the borders around.
 */
export class AreaMap {
  readonly #map: Map;
  readonly #own = new VectorSource<Feature<Polygon>>();
  readonly #around = new VectorSource<Feature<Polygon>>();
  readonly #layers: readonly VectorLayer[];
  readonly #told: Told;
  readonly #mayChange: boolean;
  #draw: Draw | null = null;
  #modify: Modify | null = null;
  #snaps: readonly Snap[] = [];

  constructor(target: HTMLElement, neighbours: readonly Neighbour[], mayChange: boolean, zoomWords: { readonly in: string; readonly out: string }, told: Told) {
    this.#told = told;
    this.#mayChange = mayChange;
    this.#around.addFeatures(neighbours.map(({ name, ring }) => new Feature({ geometry: polygonOf(ring), name })));
    const around = new VectorLayer({ source: this.#around, style: (feature) => groundStyle(String(feature.get('name'))), declutter: true });
    const own = new VectorLayer({ source: this.#own, style: () => ownStyles() });
    this.#layers = [around, own];
    this.#map = new Map({
      target,
      layers: [around, own],
      controls: defaultControls({ attribution: false, rotate: false, zoomOptions: { zoomInTipLabel: zoomWords.in, zoomOutTipLabel: zoomWords.out } }).extend([new ScaleLine()]),
      view: new View({ center: fromLonLat([...anywhere.center]), zoom: anywhere.zoom, enableRotation: false }),
    });
    this.#map.on('pointermove', ({ coordinate }) => told.onPointer(positionOf(coordinate)));
  }

  /** Shows the ring as it is now. */
  show(ring: Ring | null): void {
    this.#own.clear();
    if (ring !== null) this.#own.addFeature(new Feature(polygonOf(ring)));
  }

  /** Brings the ring into sight with what lies next to it; where there is none, the grids around. */
  fit(): void {
    const drawn = !this.#own.isEmpty();
    const extent = (drawn ? this.#own : this.#around).getExtent();
    if (extent === null || isEmpty(extent)) return;
    const view = this.#map.getView();
    view.fit(extent, room);
    if (drawn) view.adjustZoom(-0.6);
  }

  /** Corners are set one by one, or those that are there moved. */
  draws(drawing: boolean): void {
    for (const interaction of [this.#draw, this.#modify, ...this.#snaps]) if (interaction !== null) this.#map.removeInteraction(interaction);
    this.#draw = null;
    this.#modify = null;
    if (!this.#mayChange) return;
    if (drawing) {
      this.#draw = new Draw({ type: 'Polygon', style: ownStyles() });
      this.#draw.on('drawend', ({ feature }) => {
        const geometry = feature.getGeometry();
        if (geometry instanceof Polygon) this.#told.onRing(ringOf(geometry));
      });
      this.#map.addInteraction(this.#draw);
    } else {
      this.#modify = new Modify({ source: this.#own, style: cornerStyle() });
      this.#modify.on('modifyend', () => {
        const geometry = this.#own.getFeatures()[0]?.getGeometry();
        if (geometry !== undefined) this.#told.onRing(ringOf(geometry));
      });
      this.#map.addInteraction(this.#modify);
    }
    // Last, so that they see the pointer first.
    this.#snaps = [this.#around, this.#own].map((source) => new Snap({ source, pixelTolerance: 12 }));
    for (const snap of this.#snaps) this.#map.addInteraction(snap);
  }

  /** Takes the last corner back while a ring is drawn. */
  removeCorner(): void {
    this.#draw?.removeLastPoint();
  }

  /** The colours of the page have changed. */
  repaint(): void {
    for (const layer of this.#layers) layer.changed();
  }

  close(): void {
    this.#map.setTarget(undefined);
    this.#map.dispose();
  }
}

function polygonOf(ring: Ring): Polygon {
  return new Polygon([ring.map((position) => fromLonLat([...position]))]);
}

function ringOf(geometry: Polygon): Ring {
  const ring = (geometry.getCoordinates()[0] ?? []).map(positionOf);
  const [first] = ring;
  return first === undefined ? [] : [...ring.slice(0, -1), first];
}

/** To a tenth of a metre: a corner that was caught by a neighbour's is the same again. */
function positionOf(coordinate: readonly number[]): Position {
  const [lng = 0, lat = 0] = toLonLat([...coordinate]);
  return [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

function colour(name: 'text' | 'soft' | 'surface' | 'accent'): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function groundStyle(name: string): Style {
  return new Style({
    fill: new Fill({ color: `${colour('soft')}22` }),
    stroke: new Stroke({ color: colour('soft'), width: 1.2 }),
    text: new Text({ text: name, font: '13px sans-serif', overflow: true, fill: new Fill({ color: colour('text') }), stroke: new Stroke({ color: colour('surface'), width: 3 }) }),
  });
}

function ownStyles(): Style[] {
  return [
    new Style({ fill: new Fill({ color: `${colour('accent')}33` }), stroke: new Stroke({ color: colour('accent'), width: 2.5 }), image: corner() }),
    new Style({
      image: corner(),
      geometry: (feature) => {
        const geometry = feature.getGeometry();
        return geometry instanceof Polygon ? new MultiPoint(geometry.getCoordinates()[0] ?? []) : undefined;
      },
    }),
  ];
}

function cornerStyle(): Style {
  return new Style({ image: new CircleStyle({ radius: 8, fill: new Fill({ color: colour('accent') }), stroke: new Stroke({ color: colour('surface'), width: 2 }) }) });
}

function corner(): CircleStyle {
  return new CircleStyle({ radius: 5, fill: new Fill({ color: colour('surface') }), stroke: new Stroke({ color: colour('accent'), width: 2.5 }) });
}
