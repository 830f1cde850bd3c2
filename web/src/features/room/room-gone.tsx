import { Link } from "wouter";
import type { Room } from "@/api/types";
import { t } from "@/lib/i18n";
import { RoomHeader } from "./room-header";

interface RoomGoneProps {
  unreadElsewhere: boolean;
  /** Where to go instead. */
  first: Room | undefined;
}

/** In place of a room that was deleted, or that one is not in. */
export function RoomGone({ unreadElsewhere, first }: RoomGoneProps) {
  return (
    <main className="room" id="main" tabIndex={-1}>
      <RoomHeader room={undefined} myID={0} unreadElsewhere={unreadElsewhere} />
      <div className="room-gone">
        <h2 className="beginning-title">{t("room.goneTitle")}</h2>
        <p>{t("room.goneLead")}</p>
        {first && (
          <Link className="button" href={`/rooms/${first.id}`}>
            {t("room.goneBack", { name: first.name })}
          </Link>
        )}
      </div>
    </main>
  );
}
