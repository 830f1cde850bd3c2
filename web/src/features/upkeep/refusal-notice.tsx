import { useState } from "react";
import { useLocation } from "wouter";
import { useUnsent } from "@/features/outbox/outbox-context";
import { useRooms } from "@/features/rooms/room-queries";
import { t } from "@/lib/i18n";
import { Notice } from "@/ui/notices";

/** Tells of what was not sent in a room that one is not looking at, where it says why and what can be done. */
export function RefusalNotice() {
  const [path, navigate] = useLocation();
  const { data: rooms } = useRooms();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const refused = useUnsent().filter(({ state }) => state === "failed");
  const elsewhere = refused.find(
    ({ clientMessageID, roomID }) => !closed.includes(clientMessageID) && roomID !== roomAt(path),
  );
  if (!elsewhere) return null;
  const name = rooms?.find(({ id }) => id === elsewhere.roomID)?.name;
  return (
    <Notice
      text={name ? t("unsent.refusedIn", { room: name }) : t("unsent.refused")}
      action={{ label: t("unsent.show"), run: () => navigate(`/rooms/${elsewhere.roomID}`) }}
      onClose={() => setClosed(refused.map(({ clientMessageID }) => clientMessageID))}
    />
  );
}

/** The room that is before one's eyes; 0 for none. */
function roomAt(path: string): number {
  return Number(/^\/rooms\/(\d+)(?:\/@\d+)?$/.exec(path)?.[1] ?? 0);
}
