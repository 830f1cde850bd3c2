import { type FunctionComponent, lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { RoomPage } from "@/features/room/room-page";
import { recentRooms } from "@/features/rooms/recent-rooms";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { patiently } from "@/lib/patiently";
import { Embers } from "@/ui/flame";
import { AlreadyIn, NotFound, SignedInAlready } from "./dead-ends";
import { lastRoom } from "./last-room";
import { PageComing } from "./page-coming";

const page = <Props extends object>(load: () => Promise<{ default: FunctionComponent<Props> }>) =>
  lazy(patiently(load));

const NewRoomPage = page(() => import("@/features/new-room/new-room-page"));
const NewDirectPage = page(() => import("@/features/new-room/new-direct-page"));
const ProfilePage = page(() => import("@/features/profile/profile-page"));
const UserPage = page(() => import("@/features/user/user-page"));
const AccountPage = page(() => import("@/features/account/account-page"));
const RoomSettingsPage = page(() => import("@/features/room-settings/room-settings-page"));
const InboxPage = page(() => import("@/features/inbox/inbox-page"));
const SearchPage = page(() => import("@/features/search/search-page"));
const SharePage = page(() => import("@/features/share/share-page"));
const DevicesPage = page(() => import("@/features/devices/devices-page"));
const ClipsPage = page(() => import("@/features/clips/clips-page"));
const BotsPage = page(() => import("@/features/bots/bots-page"));
const BotPage = page(() => import("@/features/bots/bot-page"));
const JobsPage = page(() => import("@/features/jobs/jobs-page"));
const AuditPage = page(() => import("@/features/audit/audit-page"));

/** The addresses of the app, for the signed-in. */
export function Pages() {
  return (
    <Suspense fallback={<PageComing />}>
      <Addresses />
    </Suspense>
  );
}

function Addresses() {
  return (
    <Switch>
      <Route path="/rooms/new" component={NewRoomPage} />
      <Route path="/rooms/new/direct" component={NewDirectPage} />
      <Route path="/rooms/:id/settings">{({ id }) => <SettingsOf id={id} />}</Route>
      <Route path="/users/me/devices" component={DevicesPage} />
      <Route path="/account/sounds" component={ClipsPage} />
      <Route path="/account/bots" component={BotsPage} />
      <Route path="/account/bots/:id">{({ id }) => <BotAt id={id} />}</Route>
      <Route path="/account/jobs" component={JobsPage} />
      <Route path="/account/audit" component={AuditPage} />
      <Route path="/session/transfers/:id" component={SignedInAlready} />
      <Route path="/rooms/:id/:message?">{({ id, message }) => <RoomAt id={id} message={message} />}</Route>
      <Route path="/share" component={SharePage} />
      <Route path="/inbox" component={InboxPage} />
      <Route path="/searches" component={SearchPage} />
      <Route path="/users/me/profile" component={ProfilePage} />
      <Route path="/users/:id">{({ id }) => <UserAt id={id} />}</Route>
      <Route path="/account/edit" component={AccountPage} />
      <Route path="/join/:code" component={AlreadyIn} />
      {["/", "/session/new", "/first_run"].map((path) => (
        <Route key={path} path={path} component={Home} />
      ))}
      <Route component={NotFound} />
    </Switch>
  );
}

/** A room, or with "@123" behind it a message in one. */
function RoomAt({ id, message }: { id: string; message: string | undefined }) {
  const { user } = useSession();
  const roomID = toID(id);
  const targetID = message === undefined ? undefined : toID(message, "@");
  if (!roomID || targetID === 0) return <NotFound />;
  lastRoom.note(user.id, roomID);
  recentRooms.note(user.id, roomID);
  return <RoomPage key={roomID} roomID={roomID} targetID={targetID} />;
}

function SettingsOf({ id }: { id: string }) {
  const roomID = toID(id);
  return roomID ? <RoomSettingsPage roomID={roomID} /> : <NotFound />;
}

function BotAt({ id }: { id: string }) {
  const botID = toID(id);
  return botID ? <BotPage key={botID} botID={botID} /> : <NotFound />;
}

function UserAt({ id }: { id: string }) {
  const userID = toID(id);
  return userID ? <UserPage key={userID} userID={userID} /> : <NotFound />;
}

/** The id that a part of an address is, with what it begins with; 0 when it is none. */
function toID(part: string, sign = ""): number {
  const digits = part.startsWith(sign) ? part.slice(sign.length) : "";
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
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
