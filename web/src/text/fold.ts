// Letters without their accents and in small, so that who types without them
// finds the same.

export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** Whether every word typed is there; `folded` is folded already. */
export function hasWords(folded: string, typed: string): boolean {
  return fold(typed).split(/\s+/).every((word) => folded.includes(word));
}
