import { useState } from "react";
import type { Room } from "@/api/types";
import { useHeldFrom } from "@/features/rooms/unread-hold";

interface Found {
  readUpTo: number | undefined;
}

/**
 * Where the unread messages began when the room was opened: the id of the last
 * one read, 0 for none, undefined when nothing was unread. It stays while the room
 * is open, unless something is marked as unread.
 */
export function useReadUpTo(roomID: number, room: Room | undefined): number | undefined {
  const [found, setFound] = useState<Found>();
  const heldFrom = useHeldFrom(roomID);
  if (heldFrom !== undefined) {
    if (found?.readUpTo !== heldFrom) setFound({ readUpTo: heldFrom });
  } else if (room && !found) {
    setFound({ readUpTo: room.unread_count > 0 ? (room.read_message_id ?? 0) : undefined });
  }
  return found?.readUpTo;
}
