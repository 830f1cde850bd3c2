import { useState } from "react";
import type { Room } from "@/api/types";

/**
 * Where the unread messages began when the room was opened: the id of the last
 * one read, 0 for none, undefined when nothing was unread. It stays while the room is open.
 */
export function useReadUpTo(room: Room | undefined): number | undefined {
  const [found, setFound] = useState<{ readUpTo: number | undefined }>();
  if (room && !found) setFound({ readUpTo: room.unread_count > 0 ? (room.read_message_id ?? 0) : undefined });
  return found?.readUpTo;
}
