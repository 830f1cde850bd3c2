import type { Room } from "@/api/types";
import { Page } from "@/features/room/page";
import { RoomGone } from "@/features/room/room-gone";
import { useRoom, useRooms } from "@/features/rooms/room-queries";
import { t } from "@/lib/i18n";
import { ChangeForm } from "./change-form";
import { Members } from "./members";
import { WaysOut } from "./ways-out";
import "./room-settings.css";

/** What a room is called, who is in it, and the ways out of it. */
export default function RoomSettingsPage({ roomID }: { roomID: number }) {
  const details = useRoom(roomID);
  const rooms = useRooms().data;
  const room = details.data;
  if (details.isError && !room)
    return (
      <RoomGone roomID={roomID} unreadElsewhere={false} first={rooms?.find(({ id }) => id !== roomID)} />
    );
  return (
    <Page title={t("roomSettings.title")} back={`/rooms/${roomID}`}>
      {room ? <Settings key={roomID} room={room} /> : <p className="page-loading">{t("loading")}</p>}
    </Page>
  );
}

function Settings({ room }: { room: Room }) {
  return (
    <>
      {room.can_administer ? <ChangeForm room={room} /> : <Summary room={room} />}
      <Members room={room} />
      <WaysOut room={room} />
    </>
  );
}

/** What those see who may not change the room. */
function Summary({ room }: { room: Room }) {
  const may = {
    open: "roomSettings.whoMay",
    closed: "roomSettings.whoMay",
    direct: "roomSettings.direct",
  } as const;
  return (
    <section className="setting">
      <h2 className="setting-title" dir="auto">
        {room.name}
      </h2>
      <p className="choice-meaning">{t(may[room.type])}</p>
    </section>
  );
}
