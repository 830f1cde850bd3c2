import { useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { htmlOf, textOf } from "@/lib/html";
import type { EditorProps } from "./composer";

/** The editor until the rich one has been loaded, and in its place if it never is. */
export function PlainEditor({ ref, label, initialHTML, autoFocus, onChange }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  // As long as nobody types, the formatting of a draft is kept.
  const untouched = useRef(initialHTML);
  const [text, setText] = useState(() => textOf(initialHTML));

  // One goes on after a draft; the browser would begin before it.
  useLayoutEffect(() => {
    const { current } = area;
    if (autoFocus) current?.setSelectionRange(current.value.length, current.value.length);
  }, [autoFocus]);

  function html(value: string): string {
    return untouched.current || (value.trim() === "" ? "" : htmlOf(value));
  }

  function change(value: string) {
    untouched.current = "";
    setText(value);
    onChange(html(value));
  }

  useImperativeHandle(ref, () => ({
    html: () => html(area.current?.value ?? ""),
    replace(next) {
      untouched.current = next;
      setText(textOf(next));
    },
    insert(added) {
      const { value = "", selectionStart = 0, selectionEnd = 0 } = area.current ?? {};
      change(value.slice(0, selectionStart) + added + value.slice(selectionEnd));
      area.current?.focus();
    },
    focus: () => area.current?.focus(),
    takesEnter: () => false,
  }));

  return (
    <textarea
      ref={area}
      className="composer-text"
      aria-label={label}
      placeholder={label}
      value={text}
      rows={1}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: a room is opened to write in it; not done on touch screens
      autoFocus={autoFocus}
      onChange={(event) => change(event.target.value)}
    />
  );
}
