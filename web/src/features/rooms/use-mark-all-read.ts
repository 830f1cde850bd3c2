import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { markAllRead, restoreUnread } from "@/api/rooms";
import type { Room } from "@/api/types";
import { t } from "@/lib/i18n";
import { isPressed } from "@/lib/shortcuts";
import { notify } from "@/ui/notices";
import { roomsQuery } from "./room-queries";
import { releaseAnyUnread } from "./unread-hold";

/** Marks everything in all rooms as read; shown at once, asked for again when it fails. */
export function useMarkAllRead() {
  const queries = useQueryClient();
  function failed() {
    notify(t("sidebar.notRead"));
    return queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
  }
  /** The counts come back over the line. */
  const takeBack = (unread: Room[]) => restoreUnread(unread).catch(failed);
  return useMutation({
    mutationFn: markAllRead,
    onMutate() {
      releaseAnyUnread();
      const before = queries.getQueryData(roomsQuery.queryKey) ?? [];
      queries.setQueryData(roomsQuery.queryKey, (rooms) =>
        rooms?.map((room) => ({ ...room, unread_count: 0, mention_count: 0 })),
      );
      return before.filter((room) => room.unread_count > 0);
    },
    onSuccess: (_answer, _nothing, unread) =>
      notify(
        t("sidebar.allRead"),
        unread.length > 0 ? { label: t("undo"), run: () => void takeBack(unread) } : undefined,
      ),
    onError: failed,
  });
}

/** Runs read on Shift+Escape, wherever one is. */
export function useReadAllKey(read: () => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!isPressed(event, "readAll") || event.defaultPrevented) return;
      event.preventDefault();
      read();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [read]);
}
