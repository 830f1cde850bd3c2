import type { Room } from "@/api/types";
import { InviteLink } from "@/features/invite/invite-link";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Embers } from "@/ui/flame";

/** The invitation goes from the first room once more than this was said in it. */
const youngRoom = 40;

interface RoomBeginningProps {
  room: Room;
  /** All the rooms I am in, once they are known. */
  rooms: Room[] | undefined;
  /** How many messages there are below. */
  said: number;
}

/** What stands above the first message of a room. */
export function RoomBeginning({ room, rooms, said }: RoomBeginningProps) {
  const { account } = useSession();
  const inviting = account.join_url && said <= youngRoom && isFirst(room, rooms);
  return (
    <div className={said === 0 ? "beginning beginning-empty" : "beginning"}>
      {said === 0 && <Embers />}
      <h2 className="beginning-title" dir="auto">
        {title(room)}
      </h2>
      <p className="beginning-lead">{said === 0 ? t("beginning.empty") : t("beginning.start")}</p>
      {inviting && (
        <div className="beginning-invite">
          <InviteLink lead={t("invite.lead", { accountName: account.name })} />
        </div>
      )}
    </div>
  );
}

/** The oldest room of everybody's: where a new team begins. */
function isFirst(room: Room, rooms: Room[] | undefined): boolean {
  const open = rooms?.filter((listed) => listed.type === "open") ?? [];
  return room.type === "open" && open.every((listed) => room.id <= listed.id);
}

function title(room: Room): string {
  if (room.type === "direct") return t("beginning.direct", { name: room.name });
  return t("beginning.room", { name: room.name });
}
