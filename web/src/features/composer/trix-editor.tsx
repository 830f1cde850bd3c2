import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import Trix from "trix";
import type { EditorProps } from "./composer";
import { focusAgain, type TrixEditorElement } from "./trix-elements";
import type { Assistant, Writing } from "./writing";

// An answer names whom it quotes in an element of its own, as the original's do.
Trix.config.blockAttributes["cite"] = { tagName: "cite", inheritable: false };
// Trix itself has code in blocks alone.
Trix.config.textAttributes["inlineCode"] = { tagName: "code", inheritable: true };

/** Rich text by Trix, whose HTML is the stored format. In a chunk of its own. */
export default function TrixEditor({
  ref,
  label,
  initialHTML,
  toolbarOpen,
  autoFocus,
  selection,
  onChange,
  writing: { assist, Toolbar },
}: EditorProps & { writing: Writing }) {
  const element = useRef<TrixEditorElement>(null);
  const assistant = useRef<Assistant>(undefined);
  const [shown, setShown] = useState<TrixEditorElement>();
  const changed = useRef(onChange);
  const [active, setActive] = useState<Record<string, unknown>>({});
  const id = useId();

  useEffect(() => {
    changed.current = onChange;
  });

  // Trix owns the text: it is read and replaced through its element, never rendered.
  // Before the browser paints, or keys pressed between the two editors would reach neither.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the initial text is for the beginning alone
  useLayoutEffect(() => {
    const trix = element.current;
    if (!trix) return;
    trix.editor.loadHTML(initialHTML);
    setShown(trix);
    assistant.current = assist(trix);
    if (autoFocus) focus(trix, selection);
    const onTrixChange = () => changed.current(htmlOf(trix));
    const onAttributes = (event: Event) => setActive({ ...(event as Event & Attributes).attributes });
    const refuseFile = (event: Event) => event.preventDefault();
    trix.addEventListener("trix-change", onTrixChange);
    trix.addEventListener("trix-attributes-change", onAttributes);
    trix.addEventListener("trix-file-accept", refuseFile);
    return () => {
      assistant.current?.leave();
      trix.removeEventListener("trix-change", onTrixChange);
      trix.removeEventListener("trix-attributes-change", onAttributes);
      trix.removeEventListener("trix-file-accept", refuseFile);
    };
  }, []);

  useImperativeHandle(ref, () => ({
    html: () => (element.current ? trimEnd(currentHTML(element.current)) : ""),
    replace(html) {
      element.current?.editor.loadHTML(html);
      if (element.current && html) focus(element.current, undefined);
    },
    insert(text) {
      element.current?.focus();
      element.current?.editor.recordUndoEntry("Insert");
      element.current?.editor.insertString(text);
    },
    focus: () => element.current && focusAgain(element.current),
    takesEnter: () => assistant.current?.takesEnter() ?? false,
  }));

  return (
    <>
      {shown && <Toolbar trix={shown} active={active} open={toolbarOpen} />}
      {/* Trix wants a toolbar, and fills an empty one with its own. */}
      <trix-toolbar id={`${id}-toolbar`} hidden>
        <span />
      </trix-toolbar>
      <input type="hidden" id={`${id}-input`} />
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: Trix makes it a textbox */}
      <trix-editor
        ref={element}
        className="composer-text message-text"
        input={`${id}-input`}
        toolbar={`${id}-toolbar`}
        aria-label={label}
        aria-multiline="true"
        placeholder={label}
        dir="auto"
      />
    </>
  );
}

interface Attributes {
  attributes: Record<string, unknown>;
}

/** Choosing a place in the text brings the keyboard up on a phone, so it is done only when asked for. */
function focus(trix: TrixEditorElement, selection: [number, number] | undefined): void {
  const end = trix.editor.getDocument().toString().length - 1;
  trix.focus();
  trix.editor.setSelectedRange(selection ?? [end, end]);
}

function htmlOf(trix: TrixEditorElement): string {
  return trix.editor.getDocument().toString().trim() === "" ? "" : trix.value;
}

/**
 * Trix renders, and so updates its value, with the next frame. Whoever types
 * fast and presses Enter within the same one would lose the last letters.
 */
function currentHTML(trix: TrixEditorElement): string {
  trix.editorController.render();
  return htmlOf(trix);
}

/** Without the empty lines at the end, which nobody means to send. */
function trimEnd(html: string): string {
  return html.replace(/(?:<div>(?:<br>)*<\/div>)+$/, "").replace(/(?:<br>)+<\/div>$/, "</div>");
}
