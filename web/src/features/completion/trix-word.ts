import type { TrixEditorElement } from "@/features/composer/trix-elements";
import { rememberEmoji } from "./emoji";
import { mentionHTML } from "./mention-html";
import type { Option } from "./options";
import { sameWord, type Word, wordAt } from "./word";

/** The word to complete at the caret; in code everything is as it is typed. */
export function wordIn({ editor }: TrixEditorElement): Word | undefined {
  const [begin, end] = editor.getSelectedRange();
  if (begin !== end || editor.attributeIsActive("code") || editor.attributeIsActive("inlineCode"))
    return undefined;
  const text = editor.getDocument().toString();
  return wordAt(text.slice(0, begin), text.slice(begin));
}

/** Puts what was chosen in the word's place, in one step to undo; a word that has been written on stays. */
export function complete(trix: TrixEditorElement, word: Word, option: Option): void {
  const { editor } = trix;
  if (!sameWord(wordIn(trix), word)) return;
  const [, end] = editor.getSelectedRange();
  editor.recordUndoEntry("Completion");
  editor.setSelectedRange([word.begin, end]);
  editor.deleteInDirection("backward");
  if (option.kind === "person") editor.insertHTML(mentionHTML(option.user));
  if (option.kind === "emoji") rememberEmoji(option.entry.emoji);
  editor.insertString(textOf(option));
}

/** The words that are put in; a mention is followed by a space. */
function textOf(option: Option): string {
  switch (option.kind) {
    case "person":
      return " ";
    case "mass":
      return `@${option.name} `;
    case "emoji":
      return option.entry.emoji;
    case "sound":
      return `/play ${option.sound.name}`;
    case "command":
      return `${option.key} `;
  }
}
