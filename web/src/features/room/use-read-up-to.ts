import { useState } from "react";
import type { Room } from "@/api/types";

interface Found {
  /** Where the line "new" is. */
  readUpTo: number | undefined;
  /** Where the cursor was when that was found out. */
  cursor: number;
}

/**
 * Where the unread messages began when the room was opened: the id of the last
 * one read, 0 for none, undefined when nothing was unread. It stays while the room
 * is open, unless the cursor goes back: something was marked as unread.
 */
export function useReadUpTo(room: Room | undefined): number | undefined {
  const [found, setFound] = useState<Found>();
  const cursor = room?.read_message_id ?? 0;
  if (room && !found) setFound({ readUpTo: room.unread_count > 0 ? cursor : undefined, cursor });
  if (room && found && cursor < found.cursor) setFound({ readUpTo: cursor, cursor });
  if (room && found && cursor > found.cursor) setFound({ ...found, cursor });
  return found?.readUpTo;
}
