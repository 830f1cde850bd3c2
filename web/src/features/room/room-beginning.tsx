import type { Room } from "@/api/types";
import { InviteLink } from "@/features/invite/invite-link";
import { namesOf } from "@/features/rooms/room-name";
import { useSession } from "@/features/session/session-query";
import { around, t } from "@/lib/i18n";
import { Embers } from "@/ui/flame";
import { Names } from "@/ui/names";

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
  const { account, user } = useSession();
  const inviting = account.join_url && said <= youngRoom && isFirst(room, rooms);
  return (
    <div className={said === 0 ? "beginning beginning-empty" : "beginning"}>
      {said === 0 && <Embers />}
      <h2 className="beginning-title" dir="auto">
        {room.type === "direct" ? (
          <YouAnd names={namesOf(room, user.id)} />
        ) : (
          t("beginning.room", { name: room.name })
        )}
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

function YouAnd({ names }: { names: readonly string[] }) {
  const [before, after] = around("beginning.direct", "name");
  return (
    <>
      {before}
      <Names names={names} />
      {after}
    </>
  );
}
