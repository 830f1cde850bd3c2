import { type RefObject, useEffect, useState } from "react";
import type { TrixEditorElement } from "@/features/composer/trix-elements";
import { withMentions } from "./mention-html";
import { wordIn } from "./trix-word";
import { sameWord, type Word } from "./word";

/** The editor in a box, and the word to complete in it while it has the focus. */
export function useWord(box: RefObject<HTMLElement | null>) {
  const [editor, setEditor] = useState<TrixEditorElement>();
  const [word, setWord] = useState<Word>();

  useEffect(() => {
    const trix = box.current?.querySelector<TrixEditorElement>("trix-editor");
    if (!trix) return;
    setEditor(trix);
    const look = () =>
      setWord((before) => same(before, document.activeElement === trix ? wordIn(trix) : undefined));
    const leave = () => setWord(undefined);
    trix.addEventListener("trix-change", look);
    trix.addEventListener("trix-selection-change", look);
    trix.addEventListener("trix-blur", leave);
    trix.addEventListener("trix-before-paste", keepMentions);
    look();
    return () => {
      trix.removeEventListener("trix-change", look);
      trix.removeEventListener("trix-selection-change", look);
      trix.removeEventListener("trix-blur", leave);
      trix.removeEventListener("trix-before-paste", keepMentions);
    };
  }, [box]);

  return { editor, word };
}

/** The word from before when nothing of it changed, so that nothing is rendered for it. */
function same(before: Word | undefined, now: Word | undefined): Word | undefined {
  return sameWord(before, now) ? before : now;
}

function keepMentions(event: Event): void {
  const { paste } = event as Event & { paste: { html?: string } };
  if (paste.html) paste.html = withMentions(paste.html);
}
