import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Box, markInboxSeen } from "@/api/inbox";
import { usePageVisible } from "@/lib/use-page-visible";
import { refreshInbox } from "./inbox-news";

/** Notes that what is newest in a box was looked at. */
export function useMarkSeen(box: Box, newest: number | undefined): void {
  const queries = useQueryClient();
  const visible = usePageVisible();
  useEffect(() => {
    if (!visible || newest === undefined || (box !== "mentions" && box !== "boosts")) return;
    markInboxSeen(box === "mentions" ? { message_id: newest } : { boost_id: newest }).then(
      () => refreshInbox(queries),
      () => undefined, // It stays new, and looking again tries again.
    );
  }, [queries, box, newest, visible]);
}
