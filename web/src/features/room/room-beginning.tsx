import type { Room } from "@/api/types";
import { InviteLink } from "@/features/invite/invite-link";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Embers } from "@/ui/flame";

interface RoomBeginningProps {
  room: Room;
  /** Nobody has said anything yet. */
  empty: boolean;
  /** The room everybody lands in first, where newcomers are asked to be brought along. */
  first: boolean;
}

/** What stands above the first message of a room. */
export function RoomBeginning({ room, empty, first }: RoomBeginningProps) {
  const { account } = useSession();
  return (
    <div className="beginning">
      {empty && <Embers />}
      <h2 className="beginning-title" dir="auto">
        {title(room)}
      </h2>
      <p className="beginning-lead">{empty ? t("beginning.empty") : t("beginning.start")}</p>
      {first && account.join_url && (
        <div className="beginning-invite">
          <InviteLink lead={t("invite.lead", { accountName: account.name })} />
        </div>
      )}
    </div>
  );
}

function title(room: Room): string {
  if (room.type === "direct") return t("beginning.direct", { name: room.name });
  return t("beginning.room", { name: room.name });
}
