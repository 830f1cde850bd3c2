import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { TrixEditorElement } from "@/features/composer/trix-elements";
import { t } from "@/lib/i18n";
import { addressOf } from "./address";

interface LinkFormProps {
  trix: TrixEditorElement;
  onDone(): void;
}

/** Asks where the chosen words lead; without any, also for the words. */
export function LinkForm({ trix, onDone }: LinkFormProps) {
  const { editor } = trix;
  const id = useId();
  const address = useRef<HTMLInputElement>(null);
  const [range] = useState(() => linkedRange(trix));
  const [before] = useState(() => hrefIn(trix, range));
  const [refusal, setRefusal] = useState("");
  const [words, setWords] = useState("");
  const chosen = range[0] < range[1];

  useEffect(() => address.current?.select(), []);

  function set() {
    const href = addressOf(address.current?.value ?? "");
    if (!href) {
      setRefusal(t("link.invalid"));
      return address.current?.focus();
    }
    editor.recordUndoEntry("Link");
    editor.setSelectedRange(range);
    if (!chosen) {
      const text = words.trim() || href;
      editor.insertString(text);
      editor.setSelectedRange([range[0], range[0] + text.length]);
    }
    const end = editor.getSelectedRange()[1];
    editor.activateAttribute("href", href);
    onDone();
    editor.setSelectedRange([end, end]);
  }

  function remove() {
    editor.recordUndoEntry("Link");
    editor.setSelectedRange(range);
    editor.deactivateAttribute("href");
    onDone();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    if (event.key === "Enter" && (event.target as Element).matches("button")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") set();
    else onDone();
  }

  return (
    // It is inside of the form that sends, so it is none itself.
    <fieldset className="link-form" aria-label={t("toolbar.link")} onKeyDown={onKeyDown}>
      {!chosen && (
        <input
          className="field-input"
          aria-label={t("link.words")}
          placeholder={t("link.words")}
          value={words}
          dir="auto"
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <input
        ref={address}
        className="field-input"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="https://"
        aria-label={t("toolbar.linkAddress")}
        aria-invalid={refusal !== ""}
        aria-describedby={refusal ? id : undefined}
        defaultValue={before}
        onInput={(_: FormEvent) => setRefusal("")}
      />
      <button type="button" className="button button-primary" onClick={set}>
        {t("toolbar.linkSet")}
      </button>
      {before && (
        <button type="button" className="button" onClick={remove}>
          {t("toolbar.linkRemove")}
        </button>
      )}
      <button type="button" className="button" onClick={onDone}>
        {t("edit.cancel")}
      </button>
      {refusal && (
        <p className="field-error" id={id} role="alert">
          {refusal}
        </p>
      )}
    </fieldset>
  );
}

/** What is chosen, or the whole of the link that the caret is in. */
function linkedRange({ editor }: TrixEditorElement): [number, number] {
  const [begins, ends] = editor.getSelectedRange();
  const href = editor.getDocument().getCommonAttributesAtPosition(ends)["href"];
  if (begins < ends || !href) return [begins, ends];
  return editor.getDocument().getRangeOfCommonAttributeAtPosition("href", ends);
}

function hrefIn({ editor }: TrixEditorElement, range: [number, number]): string {
  return String(editor.getDocument().getCommonAttributesAtRange(range)["href"] ?? "");
}
