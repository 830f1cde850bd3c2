/** Makes names comparable: lower case, no accents, one space between words. */
export function fold(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ");
}

/** How well a folded name matches a folded query: 0 at its beginning, 1 at a word's, 2 anywhere, -1 not at all. */
export function matchName(name: string, query: string): number {
  const at = name.indexOf(query);
  if (at <= 0) return at;
  return name.includes(` ${query}`) ? 1 : 2;
}
