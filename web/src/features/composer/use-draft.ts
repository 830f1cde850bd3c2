import { useCallback, useEffect, useMemo, useRef } from "react";
import { Drafts } from "./drafts";

const saveAfter = 250;

/** The unfinished text of a room: read once, saved soon after each change and before the page goes. */
export function useDraft(userID: number, roomID: number) {
  const drafts = useMemo(() => new Drafts(userID), [userID]);
  const initial = useMemo(() => drafts.read(roomID), [drafts, roomID]);
  const pending = useRef<{ html: string; timer: ReturnType<typeof setTimeout> }>(undefined);

  const flush = useCallback(() => {
    if (!pending.current) return;
    clearTimeout(pending.current.timer);
    drafts.save(roomID, pending.current.html);
    pending.current = undefined;
  }, [drafts, roomID]);

  const save = useCallback(
    (html: string) => {
      clearTimeout(pending.current?.timer);
      pending.current = { html, timer: setTimeout(flush, saveAfter) };
    },
    [flush],
  );

  useEffect(() => {
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [flush]);

  return { initial, save, flush };
}
