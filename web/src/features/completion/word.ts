/** What somebody is about to name, and where that begins in the text. */
export interface Word {
  kind: "mention" | "emoji" | "sound" | "command";
  query: string;
  begin: number;
  /** The name is finished, as in ":tada:". */
  finished: boolean;
}

// An attachment stands in Trix's text as the object replacement character.
const mention = /(?:^|[\s\ufffc([{"'“‘«])@([^\s@\ufffc]{0,40})$/u;
// Two letters at least: ":)" and ":p" are faces of their own.
const emoji = /(?:^|[\s\ufffc([{"'“‘«]|\p{Extended_Pictographic}|\ufe0f):([a-z0-9_+-]{2,40})(:?)$/iu;
const sound = /^\/play(?:\s+(\w{0,40}))?$/i;
const command = /^\/([a-z0-9_-]{0,32})$/i;

/** The word that ends at the caret, if it is one to complete; before and after are the text on its sides. */
export function wordAt(before: string, after: string): Word | undefined {
  const clip = sound.exec(before);
  if (clip && after.trim() === "") return { kind: "sound", query: clip[1] ?? "", begin: 0, finished: false };
  const slash = command.exec(before);
  if (slash && after.trim() === "")
    return { ...word("command", slash[1] ?? "", before.length), finished: false };
  if (/^[\p{L}\p{N}_]/u.test(after)) return undefined; // The caret is inside of a word.
  const name = mention.exec(before);
  if (name) return word("mention", name[1] ?? "", before.length);
  const code = emoji.exec(before);
  if (!code) return undefined;
  const closing = code[2] ?? "";
  return { ...word("emoji", code[1] ?? "", before.length - closing.length), finished: closing !== "" };
}

function word(kind: Word["kind"], query: string, end: number): Word {
  return { kind, query, begin: end - query.length - 1, finished: false };
}

export function sameWord(a: Word | undefined, b: Word | undefined): boolean {
  return a?.kind === b?.kind && a?.query === b?.query && a?.begin === b?.begin && a?.finished === b?.finished;
}
