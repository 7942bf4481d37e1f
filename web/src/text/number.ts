// Numbers as they are written in each language: "1.234,5" and "1,234.5". What the
// browser brings for that, Intl, takes a cheap phone a tenth of a second to wake,
// before the first list is there; for two languages this is all it does.

const SIGNS = { vi: { group: '.', point: ',' }, en: { group: ',', point: '.' } } as const;

/** Less than this is written with an exponent, and is nothing to a few decimals. */
const SMALLEST = 1e-6;

/** `n` with exactly so many decimals, six at most. Halves are rounded away from
    zero as they are written: 1.005 is half way, whatever its bits say. */
export function formatNumber(language: keyof typeof SIGNS, n: number, digits: number): string {
  const { group, point } = SIGNS[language];
  const size = Math.abs(n);
  const rounded = size < SMALLEST ? 0 : Math.round(Number(`${size}e${digits}`));
  const figures = String(rounded).padStart(digits + 1, '0');
  const cut = figures.length - digits;
  const whole = figures.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, group);
  const text = digits > 0 ? `${whole}${point}${figures.slice(cut)}` : whole;
  return n < 0 && rounded > 0 ? `-${text}` : text;
}
