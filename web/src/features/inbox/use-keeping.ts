import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { setBookmark, setPin } from "@/api/inbox";
import { Problem } from "@/api/problem";
import type { Message } from "@/api/types";
import { type MessageId, t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { inboxKey } from "./inbox-news";
import { pinsQuery } from "./inbox-queries";

/** Saves messages for me or pins them for the room, and takes that back; a word says so, with the way back. */
export function useKeeping() {
  const queries = useQueryClient();
  return {
    save: (message: Message, saved: boolean) => change(queries, message, saved, saving),
    pin: (message: Message, pinned: boolean) => change(queries, message, pinned, pinning),
  };
}

interface Kind {
  set(message: Message, kept: boolean): Promise<unknown>;
  changes(message: Message): readonly unknown[];
  kept: MessageId;
  dropped: MessageId;
}

const saving: Kind = {
  set: setBookmark,
  changes: () => inboxKey,
  kept: "saved.added",
  dropped: "saved.removed",
};

const pinning: Kind = {
  set: setPin,
  changes: ({ room_id }) => pinsQuery(room_id).queryKey,
  kept: "pins.pinned",
  dropped: "pins.unpinned",
};

async function change(queries: QueryClient, message: Message, wanted: boolean, kind: Kind): Promise<void> {
  try {
    await kind.set(message, wanted);
    const undo = () => void change(queries, message, !wanted, kind);
    notify(t(wanted ? kind.kept : kind.dropped), { label: t("undo"), run: undo });
  } catch (error) {
    notify(error instanceof Problem ? error.message : t("problem.unreachable"));
  }
  await queries.invalidateQueries({ queryKey: kind.changes(message) });
}
