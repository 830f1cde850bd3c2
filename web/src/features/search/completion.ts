import type { MessageId } from "@/lib/i18n";

/** The operators of a query, in the order they are explained. */
export const operators = [
  { name: "from:", example: "from:me", about: "search.operator.from" },
  { name: "in:", example: 'in:"All Talk"', about: "search.operator.in" },
  { name: "mentions:", example: "mentions:me", about: "search.operator.mentions" },
  { name: "has:", example: "has:link", about: "search.operator.has" },
  { name: "before:", example: "before:2026-05-12", about: "search.operator.before" },
  { name: "after:", example: "after:yesterday", about: "search.operator.after" },
] as const satisfies readonly { name: string; example: string; about: MessageId }[];

const values: Record<string, readonly string[]> = {
  mentions: ["me"],
  has: ["link", "code", "sound"],
  before: ["today", "yesterday", "7d", "30d"],
  after: ["today", "yesterday", "7d", "30d"],
  on: ["today", "yesterday"],
};

/** A piece of a query, where it stands in it, and what it is when it is name:value. */
export interface Piece {
  begin: number;
  end: number;
  text: string;
  operator?: string;
  value?: string;
}

/** The piece that ends at the caret or goes on behind it; undefined between pieces. */
export function pieceAt(query: string, caret: number): Piece | undefined {
  for (const found of query.matchAll(/[a-z]+:"[^"]*"?|"[^"]*"?|\S+/gi)) {
    const [text] = found;
    const begin = found.index;
    const end = begin + text.length;
    if (caret <= begin || caret > end) continue;
    const [, operator, value] = /^([a-z]+):"?([^"]*)"?$/i.exec(text) ?? [];
    return { begin, end, text, ...(operator && { operator: operator.toLowerCase(), value: value ?? "" }) };
  }
  return undefined;
}

export interface Completion {
  /** What takes the piece's place. */
  text: string;
  about?: MessageId;
}

/** What is known of the names that operators take. */
export interface Known {
  rooms: readonly string[];
  people: readonly string[];
}

const most = 8;

/** What the piece at the caret can become. */
export function completions(piece: Piece | undefined, known: Known): Completion[] {
  if (!piece || piece.text.startsWith('"')) return [];
  const { operator, value = "" } = piece;
  if (operator === undefined) {
    const typed = piece.text.toLowerCase();
    return operators
      .filter(({ name }) => name.startsWith(typed))
      .map(({ name, about }) => ({ text: name, about }));
  }
  return valuesOf(operator, known)
    .filter((offered) => begins(offered, value.replace(/^[@#]/, "")))
    .map((offered) => ({ text: `${operator}:${/\s/.test(offered) ? `"${offered}"` : offered}` }))
    .filter(({ text }) => text !== piece.text)
    .slice(0, most);
}

function valuesOf(operator: string, known: Known): readonly string[] {
  if (operator === "in") return known.rooms;
  if (operator === "from") return ["me", ...known.people];
  return values[operator] ?? [];
}

/** Whether a word of text begins so, whatever its case and accents. */
function begins(text: string, start: string): boolean {
  const plain = (s: string) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return ` ${plain(text)}`.includes(` ${plain(start)}`);
}

/** The query with a completion in its piece's place, and where the caret is then. */
export function complete(
  query: string,
  piece: Piece,
  { text }: Completion,
): { query: string; caret: number } {
  const rest = query.slice(piece.end).trimStart();
  const inserted = text.endsWith(":") ? text : `${text} `;
  const before = query.slice(0, piece.begin) + inserted;
  return { query: before + rest, caret: before.length };
}
