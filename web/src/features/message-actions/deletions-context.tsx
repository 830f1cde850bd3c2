import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { deleteMessage } from "@/api/messages";
import { useCableStatus } from "@/cable/cable-context";
import { withoutMessage } from "@/features/timeline/timeline";
import { changeTimeline } from "@/features/timeline/timeline-query";
import { t } from "@/lib/i18n";
import { Notice, noticeStays, notify } from "@/ui/notices";
import { Deletions } from "./deletions";

const DeletionsContext = createContext<Deletions | undefined>(undefined);

/** Holds what the person has deleted, and sends it: wherever they have gone in the app meanwhile. */
export function DeletionsProvider({ userID, children }: { userID: number; children: ReactNode }) {
  const queries = useQueryClient();
  const deletions = useMemo(
    () =>
      new Deletions({
        userID,
        undoFor: noticeStays,
        remove: deleteMessage,
        onGone: ({ roomID, messageID }) =>
          changeTimeline(queries, roomID, (timeline) => withoutMessage(timeline, messageID)),
        onRefused: (reason) => notify(t("deletion.refused", { reason })),
      }),
    [userID, queries],
  );
  const status = useCableStatus();

  useEffect(() => deletions.open(), [deletions]);
  useEffect(() => {
    if (status === "connected") deletions.resend();
  }, [deletions, status]);

  return <DeletionsContext value={deletions}>{children}</DeletionsContext>;
}

export function useDeletions(): Deletions {
  const deletions = useContext(DeletionsContext);
  if (!deletions) throw new Error("useDeletions needs a DeletionsProvider");
  return deletions;
}

export function usePendingDeletions() {
  return useStore(useDeletions().store, ({ pending }) => pending);
}

/** Says that something was deleted for as long as it can be undone. */
export function DeletionNotice() {
  const deletions = useDeletions();
  const undoable = usePendingDeletions().filter((deletion) => !deletion.sent);
  if (undoable.length === 0) return null;
  const undo = () => {
    for (const { messageID } of undoable) deletions.undo(messageID);
  };
  return (
    <Notice
      key={undoable.map((deletion) => deletion.messageID).join()}
      text={t("deletion.done", { count: undoable.length })}
      action={{ label: t("undo"), run: undo }}
      takesFocus
      onClose={() => void deletions.flush()}
    />
  );
}
