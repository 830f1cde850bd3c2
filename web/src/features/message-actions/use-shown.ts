import { useMemo } from "react";
import type { Message } from "@/api/types";
import { usePendingDeletions } from "./deletions-context";

/** Messages without those I have deleted a moment ago. */
export function useShown(messages: readonly Message[]): readonly Message[] {
  const pending = usePendingDeletions();
  return useMemo(() => {
    const deleted = new Set(pending.map(({ messageID }) => messageID));
    return deleted.size > 0 ? messages.filter(({ id }) => !deleted.has(id)) : messages;
  }, [messages, pending]);
}
