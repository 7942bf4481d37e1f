/** Whether the browser can draw a map. Asking wakes what draws, which may take a
    phone half a second: so ask while the map's program is still on its way. */
export function canDraw(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
