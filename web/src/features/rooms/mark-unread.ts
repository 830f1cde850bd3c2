import { Problem } from "@/api/problem";
import { markUnread } from "@/api/rooms";
import type { Message } from "@/api/types";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { holdUnread, releaseUnread } from "./unread-hold";

/** Has a message, and what follows it, unread again on all my devices. */
export async function markUnreadFrom({ room_id, id }: Message): Promise<void> {
  holdUnread(room_id);
  try {
    await markUnread(room_id, id);
    notify(t("unread.marked"));
  } catch (error) {
    releaseUnread(room_id);
    notify(error instanceof Problem && error.code === "only_you" ? error.message : t("unread.failed"));
  }
}
