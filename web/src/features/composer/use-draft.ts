import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { DraftSync } from "@/features/drafts/draft-sync";
import { randomId } from "@/lib/random-id";
import { type Draft, Drafts } from "./drafts";

const saveAfter = 250;

interface Draftee {
  /** Has the editor tell of what was typed last, which it does with the next frame otherwise. */
  settle(): void;
  /** Shows what was written on another device. */
  replace(html: string): void;
}

/**
 * The unfinished text of a room: read once, saved soon after each change and
 * before the page or the room goes, and kept the same on my other devices.
 */
export function useDraft(userID: number, roomID: number, editor: Draftee) {
  const queries = useQueryClient();
  const drafts = useMemo(() => new Drafts(userID), [userID]);
  const own = useMemo(() => drafts.own(roomID), [drafts, roomID]);
  const initial = useMemo(() => (own.html ? own : drafts.borrow(roomID)), [drafts, own, roomID]);
  const written = useRef<Draft>(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sync = useRef<DraftSync>(undefined);
  const replacing = useRef(false);
  const draftee = useRef(editor);
  useEffect(() => {
    draftee.current = editor;
  });

  const flush = useCallback(() => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    drafts.save(roomID, written.current);
  }, [drafts, roomID]);

  const write = useCallback(
    (draft: Draft) => {
      clearTimeout(timer.current);
      written.current = draft;
      timer.current = setTimeout(flush, saveAfter);
    },
    [flush],
  );

  /** Keeps what the editor has now; false when nobody typed it, but it came from elsewhere. */
  const save = useCallback(
    (html: string) => {
      if (replacing.current) {
        write({ ...written.current, html }); // As the editor writes it.
        return false;
      }
      const { id } = written.current;
      write({ html, savedAt: Date.now(), id: html && (id || randomId()) });
      sync.current?.typed(html ? undefined : id);
      return true;
    },
    [write],
  );

  // Another tab may have taken over what was written here.
  const keep = useCallback(() => {
    draftee.current.settle();
    flush();
    sync.current?.flush();
    if (written.current.html) drafts.save(roomID, written.current);
  }, [drafts, roomID, flush]);

  useEffect(() => {
    let wanted = true;
    import("@/features/drafts/draft-sync").then(
      ({ DraftSync }) => {
        if (!wanted) return;
        sync.current = new DraftSync(queries, {
          roomID,
          read: () => written.current,
          noteSaved(html, savedAs) {
            if (written.current.html === html) write({ ...written.current, savedAs });
          },
          replace(draft) {
            const html = draft?.body ?? "";
            write({ html, savedAt: Date.now(), id: draft?.id ?? "", savedAs: draft?.updated_at });
            replacing.current = true;
            draftee.current.replace(html);
            replacing.current = false;
          },
        });
      },
      () => undefined, // What is written is kept in this browser all the same.
    );
    return () => {
      wanted = false;
      sync.current?.close();
    };
  }, [queries, roomID, write]);

  useEffect(() => {
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    return () => {
      removeEventListener("pagehide", keep);
      document.removeEventListener("visibilitychange", keep);
    };
  }, [keep]);

  // While the editor, which leaves after this, is still there.
  useLayoutEffect(
    () => () => {
      draftee.current.settle();
      flush();
    },
    [flush],
  );

  return { initial: initial.html, save, flush };
}
