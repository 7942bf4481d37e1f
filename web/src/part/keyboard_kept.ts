// The keyboard is never lost. What has it may be drawn anew or taken away; the
// browser then leaves it nowhere, Tab begins at the top of the page again, and a
// screen reader falls silent. It goes to what now stands under the same id, or
// else to the heading of the nearest part around it that still stands.

function ancestorsOf(element: Element): Element[] {
  const found = [];
  for (let one = element.parentElement; one; one = one.parentElement) found.push(one);
  return found;
}

function give(place: HTMLElement | null): boolean {
  if (!place) return false;
  if (!place.matches('a[href], button, input, select, textarea, summary, [tabindex]')) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  return document.activeElement === place;
}

/** `main` is where it goes when nothing nearer stands. */
export function keepKeyboard(main: HTMLElement): void {
  let last: HTMLElement | null = null;
  let around: Element[] = [];
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    around = ancestorsOf(target);
  });
  // It is told after whoever changed the page has done so, and may have given
  // the keyboard a place of its own.
  new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    if (last.id && give(document.getElementById(last.id))) return;
    const standing = around.find((one): one is HTMLElement => one instanceof HTMLElement && main.contains(one) && one.isConnected) ?? main;
    if (!give(standing.querySelector<HTMLElement>('h2, h3'))) give(standing);
  }).observe(document.body, { childList: true, subtree: true });
}
