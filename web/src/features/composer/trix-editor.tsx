import "trix";
import { useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import type { EditorProps } from "./composer";
import { Toolbar } from "./toolbar";
import type { TrixEditorElement } from "./trix-elements";

/** Rich text by Trix, whose HTML is the stored format. In a chunk of its own. */
export default function TrixEditor({
  ref,
  label,
  initialHTML,
  toolbarOpen,
  autoFocus,
  onChange,
}: EditorProps) {
  const element = useRef<TrixEditorElement>(null);
  const changed = useRef(onChange);
  const [active, setActive] = useState<Record<string, unknown>>({});
  const id = useId();

  useEffect(() => {
    changed.current = onChange;
  });

  // Trix owns the text: it is read and replaced through its element, never rendered.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the initial text is for the beginning alone
  useEffect(() => {
    const trix = element.current;
    if (!trix) return;
    load(trix, initialHTML);
    if (autoFocus) trix.focus();
    const onTrixChange = () => changed.current(htmlOf(trix));
    const onAttributes = (event: Event) => setActive({ ...(event as Event & Attributes).attributes });
    const refuseFile = (event: Event) => event.preventDefault();
    trix.addEventListener("trix-change", onTrixChange);
    trix.addEventListener("trix-attributes-change", onAttributes);
    trix.addEventListener("trix-file-accept", refuseFile);
    return () => {
      trix.removeEventListener("trix-change", onTrixChange);
      trix.removeEventListener("trix-attributes-change", onAttributes);
      trix.removeEventListener("trix-file-accept", refuseFile);
    };
  }, []);

  useImperativeHandle(ref, () => ({
    html: () => (element.current ? htmlOf(element.current) : ""),
    replace: (html) => element.current && load(element.current, html),
    focus: () => element.current?.focus(),
  }));

  return (
    <>
      <Toolbar id={`${id}-toolbar`} open={toolbarOpen} active={active} />
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

function load(trix: TrixEditorElement, html: string): void {
  trix.editor.loadHTML(html);
  const end = trix.editor.getDocument().toString().length - 1;
  trix.editor.setSelectedRange([end, end]);
}

function htmlOf(trix: TrixEditorElement): string {
  return trix.editor.getDocument().toString().trim() === "" ? "" : trix.value;
}
