// Builds page elements by hand: `h('button', { onclick: … }, 'Đóng')`.

type Child = Node | string | false | null | undefined;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

function setAttribute(element: Element, name: string, value: Value): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === 'function') element.addEventListener(name.slice(2), value as unknown as EventListener);
  else element.setAttribute(name, value === true ? '' : String(value));
}

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child): child is Node | string => Boolean(child) || child === ''));
  return element;
}

/** The same text written again would be laid out again. */
export function writeText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A drawing of one path in a box of 24 by 24, hidden from screen readers. */
export function drawing(path: string, kind: 'line' | 'shape', name = ''): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `drawing ${kind} ${name}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
