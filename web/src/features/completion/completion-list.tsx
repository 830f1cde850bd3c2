import {
  type KeyboardEvent,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { isComposingKey } from "@/features/composer/composer";
import { play } from "@/features/sounds/player";
import { type MessageId, t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import type { CompletionProps } from "./completion";
import { OptionRow } from "./option-row";
import { type Option, optionsFor, wantsMassInVain } from "./options";
import { placeList } from "./place-list";
import { complete, wordIn } from "./trix-word";
import { useKnown } from "./use-known";
import { useWord } from "./use-word";
import { sameWord, type Word } from "./word";
import "./completion.css";

const names: Record<Word["kind"], MessageId> = {
  mention: "completion.mention",
  emoji: "completion.emoji",
  sound: "completion.sound",
  command: "completion.command",
};

/** The list over the caret. The focus stays in the text, which names the row that is chosen. */
export function CompletionList({ ref, box, roomID, composing }: CompletionProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { editor, word } = useWord(box);
  const source = useKnown(roomID, word?.kind);
  const [chosen, setChosen] = useState({ word: "", at: 0 });
  const [dismissed, setDismissed] = useState<Word>();
  const options = useMemo(
    () => (word && !composing ? optionsFor(word, source) : []),
    [word, composing, source],
  );
  const name = word ? `${word.kind} ${word.query}` : "";
  const inVain = word !== undefined && !composing && wantsMassInVain(word, source);
  const open = (options.length > 0 || inVain) && !word?.finished && !writtenOn(dismissed, word);
  const at = chosen.word === name ? Math.min(chosen.at, options.length - 1) : 0;
  const active = open ? options[at] : undefined;

  function accept(option: Option) {
    if (editor && word) complete(editor, word, option);
  }

  // ":tada:" is chosen by the colon at its end.
  useEffect(() => {
    const [only] = options;
    if (editor && word?.finished && only) complete(editor, word, only);
  }, [editor, word, options]);

  useEffect(() => {
    if (word === undefined) setDismissed(undefined);
  }, [word]);

  useEffect(() => {
    if (!open) return;
    const count = options.length > 0 ? t("completion.count", { count: options.length }) : "";
    announce(inVain ? `${count} ${t("completion.massRefused")}` : count);
  }, [open, inVain, options.length]);

  useEffect(() => {
    if (!editor) return;
    editor.setAttribute("aria-autocomplete", "list");
    editor.setAttribute("aria-haspopup", "listbox");
    if (active) {
      editor.setAttribute("aria-controls", id);
      editor.setAttribute("aria-activedescendant", `${id}-${at}`);
    } else {
      editor.removeAttribute("aria-controls");
      editor.removeAttribute("aria-activedescendant");
    }
  }, [editor, active, at, id]);

  // With other rows it is as high as they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are what is placed
  useLayoutEffect(() => {
    const [hung, from] = [list.current, box.current];
    if (!open || !hung || !from || !editor || !word) return;
    hung.showPopover();
    const place = () => placeList(hung, from, editor.editor.getClientRectAtPosition(word.begin));
    place();
    addEventListener("resize", place);
    return () => removeEventListener("resize", place);
  }, [open, editor, word, box, options]);

  useImperativeHandle(ref, () => ({
    takes({ key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent) {
      if (!editor || composing || isComposingKey(nativeEvent)) return false;
      const now = wordIn(editor); // The editor tells of a key with the next frame, which is late for whoever types fast.
      const [only] = now?.finished ? optionsFor(now, source) : [];
      if (now && only) complete(editor, now, only);
      if (!now || now.finished || shiftKey || ctrlKey || metaKey || altKey) return false;
      const shown = sameWord(now, word);
      const rows = shown ? options : optionsFor(now, source);
      const row = shown ? active : rows[writtenOn(dismissed, now) ? -1 : 0];
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (!row) return false;
      if (step) setChosen({ word: name, at: (at + step + rows.length) % rows.length });
      else if (key === "Enter" || key === "Tab") complete(editor, now, row);
      else if (key === "Escape") setDismissed(now);
      else if (key === "ArrowRight" && row.kind === "sound") listen(row);
      else return false;
      return true;
    },
  }));

  if (!open) return null;
  return (
    <div ref={list} className="completion" popover="manual">
      {options.length > 0 && (
        <div
          id={id}
          className="completion-list"
          role="listbox"
          aria-label={t(names[word?.kind ?? "mention"])}
        >
          {options.map((option, i) => (
            <OptionRow
              key={option.key}
              id={`${id}-${i}`}
              option={option}
              active={i === at}
              onPick={() => accept(option)}
              onListen={() => listen(option)}
            />
          ))}
        </div>
      )}
      {inVain && <p className="completion-hint">{t("completion.massRefused")}</p>}
      {active?.kind === "sound" && <p className="completion-hint">{t("completion.soundHint")}</p>}
    </div>
  );
}

/** Whether a word is one from before, or that with more letters: it stays dismissed until something else is written. */
function writtenOn(before: Word | undefined, now: Word | undefined): boolean {
  if (!before || !now) return false;
  return before.kind === now.kind && before.begin === now.begin && now.query.startsWith(before.query);
}

function listen(option: Option): void {
  if (option.kind === "sound") void play({ messageID: 0, url: option.sound.audio_url });
}
