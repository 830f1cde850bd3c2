/** A formatting in Markdown that the last key has closed: the marks around some words of a line. */
export interface Marked {
  /** Where the opening mark begins in the line. */
  open: number;
  opening: number;
  closing: number;
  attributes: Record<string, string | true>;
}

/** What the beginning of a line can turn it into. */
export type Begun = "heading1" | "quote" | "bullet" | "number";

interface Mark {
  mark: string;
  attributes: Record<string, true>;
  /** Opens inside of a word, too. */
  anywhere?: boolean;
}

const marks: Mark[] = [
  { mark: "***", attributes: { bold: true, italic: true } },
  { mark: "**", attributes: { bold: true } },
  { mark: "~~", attributes: { strike: true }, anywhere: true },
  { mark: "`", attributes: { inlineCode: true }, anywhere: true },
  { mark: "*", attributes: { italic: true } },
  { mark: "_", attributes: { italic: true } },
];

const link = /\[([^[\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s()]+)\)$/;

/** The formatting that the end of a line closes. */
export function markedAt(line: string): Marked | undefined {
  const found = link.exec(line);
  if (found) {
    const [, , href = ""] = found;
    return { open: found.index, opening: 1, closing: href.length + 3, attributes: { href } };
  }
  const codeBegun = line.slice(0, -1).split("`").length % 2 === 0;
  for (const { mark, attributes, anywhere } of marks) {
    if (codeBegun && !attributes["inlineCode"]) continue;
    const open = opened(line, mark, anywhere ?? false);
    if (open >= 0) return { open, opening: mark.length, closing: mark.length, attributes };
  }
}

/** Where the mark that closes a line was opened; -1 when it closes nothing. */
function opened(line: string, mark: string, anywhere: boolean): number {
  if (!line.endsWith(mark)) return -1;
  const rest = line.slice(0, -mark.length);
  const open = rest.lastIndexOf(mark);
  const words = rest.slice(open + mark.length);
  const before = rest.slice(0, Math.max(0, open));
  const character = mark.charAt(0);
  const alone = !before.endsWith(character) && !words.startsWith(character) && !words.endsWith(character);
  if (open < 0 || words === "" || words.trim() !== words || !alone) return -1;
  return anywhere || !/[\p{L}\p{N}_]$/u.test(before) ? open : -1;
}

const beginnings: [RegExp, Begun][] = [
  [/^#{1,6} $/, "heading1"],
  [/^> $/, "quote"],
  [/^[-*+] $/, "bullet"],
  [/^1[.)] $/, "number"],
];

/** What a line becomes whose beginning has just been typed. */
export function begunAt(line: string): Begun | undefined {
  return beginnings.find(([pattern]) => pattern.test(line))?.[1];
}

/** The language of the code that a line opens, empty when it names none; undefined for other lines. */
export function fenceAt(line: string): string | undefined {
  return /^```([A-Za-z0-9+#-]{0,30})$/.exec(line)?.[1];
}
