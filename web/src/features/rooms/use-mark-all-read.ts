import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { markAllRead } from "@/api/rooms";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { roomsQuery } from "./room-queries";
import { releaseAnyUnread } from "./unread-hold";

/** Marks everything in all rooms as read; shown at once, asked for again when it fails. */
export function useMarkAllRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: markAllRead,
    onMutate() {
      releaseAnyUnread();
      queries.setQueryData(roomsQuery.queryKey, (rooms) =>
        rooms?.map((room) => ({ ...room, unread_count: 0, mention_count: 0 })),
      );
    },
    onSuccess: () => notify(t("sidebar.allRead")),
    onError: () => {
      notify(t("sidebar.notRead"));
      return queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
    },
  });
}

/** Runs read on Shift+Escape, wherever one is. */
export function useReadAllKey(read: () => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "Escape" || !event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      read();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [read]);
}
