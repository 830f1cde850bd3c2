import type { TrixEditor } from "trix";
import { isComposingKey } from "@/features/composer/composer";
import type { TrixEditorElement } from "@/features/composer/trix-elements";
import type { Assistant } from "@/features/composer/writing";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { begunAt, fenceAt, type Marked, markedAt } from "./markdown";
import { cleanPaste, codeOf, isTooRich, linkOf } from "./paste";

/**
 * Reads Markdown as it is typed, keeps lines in code and lists going, and takes
 * what is pasted. Every change it makes of what was typed is one step to undo.
 */
export function assist(trix: TrixEditorElement): Assistant {
  const { editor } = trix;
  const leaving = new AbortController();
  const { signal } = leaving;

  trix.addEventListener("keydown", (event) => catchUp(trix, event), { signal, capture: true });
  trix.addEventListener("beforeinput", (event) => place(trix, event), { signal, capture: true });
  trix.addEventListener("beforeinput", (event) => typed(trix, event), { signal });
  trix.addEventListener("keydown", (event) => pressed(trix, event), { signal });
  trix.addEventListener("input", (event) => broken(trix, event as InputEvent), { signal });
  trix.addEventListener("paste", (event) => pasted(editor, event), { signal, capture: true });
  trix.addEventListener(
    "trix-before-paste",
    (event) => {
      const { paste } = event as Event & { paste: { html?: string } };
      if (paste.html) paste.html = cleanPaste(paste.html);
    },
    { signal },
  );
  return {
    takesEnter: () => inCode(editor) || fenceAt(lineBefore(editor)) !== undefined,
    leave: () => leaving.abort(),
  };
}

/** What was typed is in the page with the next frame, which would put the caret back to where it was. */
function catchUp({ editorController }: TrixEditorElement, event: KeyboardEvent): void {
  if (isComposingKey(event) || !(isCommand(event) || event.key.length > 1)) return;
  editorController.render();
  editorController.selectionManager.selectionDidChange();
}

/** Browsers tell with a delay of their own where the caret has gone; Trix would delete where it was. */
function place({ editorController }: TrixEditorElement, { inputType, isComposing }: InputEvent): void {
  if (inputType.startsWith("delete") && !isComposing) editorController.selectionManager.selectionDidChange();
}

/**
 * Trix has heard the event before: the character is in its text, but neither in
 * the page nor has the caret moved on. Both follow when it renders.
 */
function typed(trix: TrixEditorElement, event: InputEvent): void {
  const { editor } = trix;
  if (event.inputType !== "insertText" || event.isComposing || event.data?.length !== 1) return;
  const line = lineBefore(editor) + event.data;
  const change = event.data === " " ? begin(editor, line) : close(editor, line);
  if (!change) return;
  event.preventDefault();
  trix.editorController.render();
  editor.recordUndoEntry("Markdown");
  change();
}

/** How the beginning of a line becomes what it stands for. */
function begin(editor: TrixEditor, line: string) {
  const begun = begunAt(line);
  if (!begun || blockOf(editor).some((name) => name !== "quote")) return undefined;
  return () => {
    remove(editor, caretOf(editor) - line.length, line.length);
    editor.activateAttribute(begun);
  };
}

/** How a mark at the end of a line ends what it opened. */
function close(editor: TrixEditor, line: string) {
  if (inCode(editor)) return isFenced(editor, line) ? () => endCode(editor) : undefined;
  const marked = markedAt(line);
  if (!marked) return undefined;
  const open = caretOf(editor) + 1 - line.length + marked.open;
  if (editor.getDocument().getCommonAttributesAtPosition(open + 1)["inlineCode"]) return undefined;
  return () => format(editor, open, line.length - marked.open, marked);
}

/** Takes the marks away and formats what is between them; what is typed next is as it was before. */
function format(editor: TrixEditor, at: number, length: number, marked: Marked): void {
  remove(editor, at + length - marked.closing, marked.closing);
  remove(editor, at, marked.opening);
  const end = at + length - marked.closing - marked.opening;
  editor.setSelectedRange([at, end]);
  for (const [name, value] of Object.entries(marked.attributes)) editor.activateAttribute(name, value);
  editor.setSelectedRange([end, end]);
  for (const name of Object.keys(marked.attributes)) editor.deactivateAttribute(name);
}

function pressed({ editor }: TrixEditorElement, event: KeyboardEvent): void {
  if (isComposingKey(event) || isCommand(event)) return;
  const taken =
    event.key === "Enter"
      ? breakLine(editor, event.shiftKey)
      : event.key === "ArrowDown" && !event.shiftKey && leaveCode(editor);
  if (taken) event.preventDefault();
}

/**
 * The browser has broken the line in its own way, in two paragraphs, which Trix
 * undoes with the next frame. A letter that came before that would be put where
 * Trix has no paragraph: behind another empty line.
 */
function broken(trix: TrixEditorElement, { inputType }: InputEvent): void {
  if (inputType === "insertParagraph") trix.editorController.render();
}

function isCommand({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

function breakLine(editor: TrixEditor, shift: boolean): boolean {
  const line = lineBefore(editor);
  const language = fenceAt(line);
  if (inCode(editor)) {
    editor.recordUndoEntry("Typing", { context: "code", consolidatable: true });
    editor.insertString(`\n${/^[ \t]*/.exec(line)?.[0]}`);
  } else if (language !== undefined) {
    beginCode(editor, line, language);
  } else if (shift && blockOf(editor).length > 0) {
    editor.recordUndoEntry("Typing", { context: "line", consolidatable: true });
    editor.insertLineBreak();
  } else {
    return false;
  }
  return true;
}

function beginCode(editor: TrixEditor, line: string, language: string): void {
  editor.recordUndoEntry("Markdown");
  remove(editor, caretOf(editor) - line.length, line.length);
  editor.activateAttribute("code");
  if (language) editor.setHTMLAtributeAtPosition(caretOf(editor), "language", language);
}

/** Goes on below the code, without the fence that ends it. */
function endCode(editor: TrixEditor): void {
  const line = lineBefore(editor);
  if (/^\s*```$/.test(line)) remove(editor, caretOf(editor) - line.length, line.length);
  else editor.insertString("\n");
  editor.insertLineBreak();
}

function leaveCode(editor: TrixEditor): boolean {
  if (!inCode(editor) || !atEndOfText(editor)) return false;
  editor.recordUndoEntry("Typing");
  endCode(editor);
  return true;
}

function pasted(editor: TrixEditor, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n") ?? "";
  const [begins, ends] = editor.getSelectedRange();
  const href = begins < ends ? linkOf(text) : undefined;
  const verbatim = inCode(editor) || editor.attributeIsActive("inlineCode");
  const code = verbatim ? undefined : codeOf(event.clipboardData);
  const plain = !verbatim && isTooRich(event.clipboardData);
  if (text === "" || !(href || code || verbatim || plain)) return;
  if (plain) notify(t("composer.pastedPlain"));
  event.preventDefault();
  event.stopImmediatePropagation();
  editor.recordUndoEntry("Paste");
  if (href) editor.activateAttribute("href", href);
  else if (code) editor.insertHTML(code);
  else editor.insertString(text);
}

function caretOf(editor: TrixEditor): number {
  return editor.getSelectedRange()[1];
}

/** The line the caret is in, up to it; empty while something is chosen. */
function lineBefore(editor: TrixEditor): string {
  const [begins, ends] = editor.getSelectedRange();
  const before = editor.getDocument().toString().slice(0, ends);
  return begins === ends ? before.slice(before.lastIndexOf("\n") + 1) : "";
}

/** What the block with the caret is, outermost first. */
function blockOf(editor: TrixEditor): string[] {
  return editor.getDocument().getBlockAtPosition(caretOf(editor)).getAttributes();
}

function inCode(editor: TrixEditor): boolean {
  return blockOf(editor).includes("code");
}

/** Whether the line that the character ends is the fence below some code. */
function isFenced(editor: TrixEditor, line: string): boolean {
  const text = editor.getDocument();
  const { offset } = text.locationFromPosition(caretOf(editor));
  return (
    /^\s*```$/.test(line) && text.getBlockAtPosition(caretOf(editor)).getBlockBreakPosition() === offset + 1
  );
}

function atEndOfText(editor: TrixEditor): boolean {
  return caretOf(editor) === editor.getDocument().toString().length - 1;
}

function remove(editor: TrixEditor, at: number, length: number): void {
  if (length === 0) return;
  editor.setSelectedRange([at, at + length]);
  editor.deleteInDirection("backward");
}
