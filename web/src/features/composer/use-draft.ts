import { useCallback, useEffect, useMemo, useRef } from "react";
import { type Draft, Drafts } from "./drafts";

const saveAfter = 250;

/** The unfinished text of a room: read once, saved soon after each change and before the page goes. */
export function useDraft(userID: number, roomID: number) {
  const drafts = useMemo(() => new Drafts(userID), [userID]);
  const own = useMemo(() => drafts.own(roomID), [drafts, roomID]);
  const initial = useMemo(() => own.html || drafts.borrow(roomID).html, [drafts, own, roomID]);
  const written = useRef<Draft>(own);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(() => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    drafts.save(roomID, written.current.html, written.current.savedAt);
  }, [drafts, roomID]);

  const save = useCallback(
    (html: string) => {
      clearTimeout(timer.current);
      written.current = { html, savedAt: Date.now() };
      timer.current = setTimeout(flush, saveAfter);
    },
    [flush],
  );

  // Another tab may have taken over what was written here.
  const keep = useCallback(() => {
    flush();
    const { html, savedAt } = written.current;
    if (html) drafts.save(roomID, html, savedAt);
  }, [drafts, roomID, flush]);

  useEffect(() => {
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    return () => {
      removeEventListener("pagehide", keep);
      document.removeEventListener("visibilitychange", keep);
      flush();
    };
  }, [flush, keep]);

  return { initial, save, flush };
}
