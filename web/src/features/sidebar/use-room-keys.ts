import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";
import type { Room } from "@/api/types";
import { isPressed, type Shortcut } from "@/lib/shortcuts";

const steps: [Shortcut, number, unread: boolean][] = [
  ["roomAbove", -1, false],
  ["roomBelow", 1, false],
  ["unreadAbove", -1, true],
  ["unreadBelow", 1, true],
];

/** Goes from room to room as they stand in the sidebar, or to the next in which something is unread. */
export function useRoomKeys(rooms: readonly Room[], openID: number | undefined): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const step = steps.find(([name]) => isPressed(event, name));
      if (!step || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      const [, by, unread] = step;
      const at = rooms.findIndex(({ id }) => id === openID);
      const below = [...rooms.slice(at + 1), ...rooms.slice(0, Math.max(at, 0))];
      const next = (by > 0 ? below : below.reverse()).find((room) => !unread || room.unread_count > 0);
      if (next) navigate(`/rooms/${next.id}`);
    }
    document.addEventListener("keydown", onKey, true); // Before the editor hears it.
    return () => document.removeEventListener("keydown", onKey, true);
  }, [rooms, openID]);
}
