// The map is painted with the page's own colours: `paint('map-water')` is the
// present value of the custom property --map-water in tokens.css.

export type Paint = (token: string) => string;

/** A size on the map; far screens ask for larger ones. */
export function sizePx(paint: Paint, px: number): number {
  return px * Number(paint('map-scale'));
}

export function readPaint(): Paint {
  const tokens = getComputedStyle(document.documentElement);
  return (token) => tokens.getPropertyValue(`--${token}`).trim();
}
