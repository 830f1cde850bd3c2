import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { hiddenRoomsQuery } from "@/features/rooms/room-queries";
import { t } from "@/lib/i18n";
import { RoomEntry } from "./room-list";

/** The rooms I made invisible, folded away until asked for. */
export function HiddenRooms({ myID }: { myID: number }) {
  const [open, setOpen] = useState(false);
  const { data: rooms } = useQuery(hiddenRoomsQuery);
  if (!rooms || rooms.length === 0) return null;
  return (
    <section>
      <h2>
        <button
          type="button"
          className="section-title hidden-rooms"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight aria-hidden="true" />
          {t("sidebar.hidden", { count: rooms.length })}
        </button>
      </h2>
      {open && (
        <ul>
          {rooms.map((room) => (
            <RoomEntry key={room.id} room={room} myID={myID} />
          ))}
        </ul>
      )}
    </section>
  );
}
