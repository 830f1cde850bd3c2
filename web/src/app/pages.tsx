import { Redirect, Route, Switch } from "wouter";
import { RoomPage } from "@/features/room/room-page";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Embers } from "@/ui/flame";
import { lastRoom } from "./last-room";

/** The addresses of the app, for the signed-in. */
export function Pages() {
  return (
    <Switch>
      <Route path="/rooms/:id/:message?">
        {({ id, message }) => <RoomAt id={Number(id)} targetID={toMessageID(message)} />}
      </Route>
      <Route>
        <Home />
      </Route>
    </Switch>
  );
}

function RoomAt({ id, targetID }: { id: number; targetID: number | undefined }) {
  const { user } = useSession();
  if (!Number.isSafeInteger(id) || id < 1) return <Redirect to="/" replace />;
  lastRoom.note(user.id, id);
  return <RoomPage key={id} roomID={id} targetID={targetID} />;
}

/** "@123" in an address is the message 123. */
function toMessageID(part: string | undefined): number | undefined {
  const digits = part?.match(/^@(\d+)$/)?.[1];
  return digits ? Number(digits) : undefined;
}

/** Leads to the room one was in last, else to the first; says so when there is none. */
function Home() {
  const { user } = useSession();
  const { data: rooms } = useRooms();
  if (!rooms) return null;
  const last = lastRoom.read(user.id);
  const room = rooms.find((r) => r.id === last) ?? rooms[0];
  if (room) return <Redirect to={`/rooms/${room.id}`} replace />;
  return (
    <main className="placeholder" id="main">
      <Embers />
      <p>{t("home.noRooms")}</p>
    </main>
  );
}
