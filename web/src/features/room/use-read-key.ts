import { useEffect } from "react";
import { markRead } from "@/api/rooms";
import type { Room } from "@/api/types";
import { releaseUnread } from "@/features/rooms/unread-hold";
import { t } from "@/lib/i18n";
import { isPressed } from "@/lib/shortcuts";
import { announce } from "@/ui/announcer";

/** Escape reads the whole room, when it is for nothing else and something is unread. */
export function useReadKey(room: Room | undefined): void {
  const { id = 0, name = "", unread_count = 0 } = room ?? {};
  useEffect(() => {
    if (unread_count === 0) return;
    function onKey(event: KeyboardEvent) {
      if (!isPressed(event, "readRoom") || event.defaultPrevented || isForSomethingElse(event)) return;
      releaseUnread(id);
      markRead(id).then(
        () => announce(t("room.read", { name })),
        () => undefined, // It stays unread, which is to be seen.
      );
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [id, name, unread_count]);
}

/** Escape closes what is open. */
function isForSomethingElse({ target }: KeyboardEvent): boolean {
  return (
    document.querySelector(":popover-open, dialog[open]") !== null ||
    (target instanceof Element && target.closest("aside, nav, [role=menu], [role=listbox], .edit") !== null)
  );
}
