import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { markRead } from "@/api/rooms";
import { usePageVisible } from "@/lib/use-page-visible";
import { showRead } from "./room-queries";

/**
 * Marks a room as read up to its newest message while that message is on the
 * screen of a visible tab. `newest` is undefined while it is not.
 */
export function useReadMarker(roomID: number, newest: number | undefined): void {
  const queries = useQueryClient();
  const visible = usePageVisible();
  const marked = useRef(0);

  useEffect(() => {
    if (!visible || newest === undefined || newest === marked.current) return;
    const before = marked.current;
    marked.current = newest;
    showRead(queries, roomID, newest);
    markRead(roomID, newest).then(
      () => showRead(queries, roomID, newest), // A list fetched meanwhile may not know of it.
      () => {
        marked.current = before; // The next message, or coming back to the tab, tries again.
      },
    );
  }, [queries, roomID, newest, visible]);
}
