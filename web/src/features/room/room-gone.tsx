import { Link } from "wouter";
import type { Room } from "@/api/types";
import { useUnsentIn } from "@/features/outbox/outbox-context";
import { useSession } from "@/features/session/session-query";
import { UnsentRow } from "@/features/timeline/unsent-row";
import { t } from "@/lib/i18n";
import { RoomHeader } from "./room-header";

interface RoomGoneProps {
  roomID: number;
  unreadElsewhere: boolean;
  /** Where to go instead. */
  first: Room | undefined;
}

/** In place of a room that was deleted, or that one is not in, with what I wrote there and the server never got. */
export function RoomGone({ roomID, unreadElsewhere, first }: RoomGoneProps) {
  const { user: me } = useSession();
  const unsent = useUnsentIn(roomID);
  return (
    <main className="room" id="main" tabIndex={-1}>
      <RoomHeader room={undefined} myID={0} unreadElsewhere={unreadElsewhere} />
      <div className="room-gone">
        <h2 className="beginning-title">{t("room.goneTitle")}</h2>
        <p>{t("room.goneLead")}</p>
        {unsent.length > 0 && (
          <section className="room-gone-unsent" aria-labelledby="unsent-title">
            <h3 id="unsent-title">{t("unsent.gone")}</h3>
            <ol>
              {unsent.map((entry) => (
                <UnsentRow key={entry.clientMessageID} unsent={entry} me={me} grouped={false} />
              ))}
            </ol>
          </section>
        )}
        {first && (
          <Link className="button" href={`/rooms/${first.id}`}>
            {t("room.goneBack", { name: first.name })}
          </Link>
        )}
      </div>
    </main>
  );
}
