import { useQuery } from "@tanstack/react-query";
import { Hash, Lock, MessageCircle } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { Problem } from "@/api/problem";
import type { Profile } from "@/api/types";
import { Page } from "@/features/room/page";
import { problemOf, useCreateRoom } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { language, t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { Administration } from "./administration";
import { profileQuery } from "./user-queries";
import "@/features/room-settings/room-settings.css";
import "./user.css";

/** Who somebody is, and the way to talk to them. */
export default function UserPage({ userID }: { userID: number }) {
  const { data: profile, error } = useQuery(profileQuery(userID));
  return (
    <Page title={profile?.name ?? t("user.title")} back="/">
      {profile && <About profile={profile} />}
      {!profile && error && <Missing error={error} />}
      {!profile && !error && <p className="page-loading">{t("loading")}</p>}
    </Page>
  );
}

/** Why there is nobody to see, and the way back. */
function Missing({ error }: { error: Error }) {
  const gone = error instanceof Problem && error.status === 404;
  return (
    <div className="user-card" role="alert">
      <p className={gone ? undefined : "form-problem"}>{gone ? t("user.nobody") : problemOf(error)}</p>
      <Link className="button" href="/">
        {t("notFound.back")}
      </Link>
    </div>
  );
}

function About({ profile }: { profile: Profile }) {
  const { user: me } = useSession();
  const mine = profile.id === me.id;
  const administers = me.role === "administrator" && !mine && profile.role !== "bot";
  return (
    <>
      <Card profile={profile} mine={mine} />
      {!mine && <SharedRooms profile={profile} />}
      {administers && <Administration profile={profile} />}
    </>
  );
}

const roleNames = {
  administrator: "role.administrator",
  member: "role.member",
  bot: "role.bot",
} as const;

const statusNames = { deactivated: "status.deactivated", banned: "status.banned" } as const;

function Card({ profile, mine }: { profile: Profile; mine: boolean }) {
  const joined = new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(
    new Date(profile.joined_at),
  );
  return (
    <section className="user-card">
      <Avatar person={profile} size={96} />
      <h2 className="user-name" dir="auto">
        {profile.name}
      </h2>
      <p className="user-facts">
        {t(roleNames[profile.role])} · {t("user.joined", { date: joined })}
      </p>
      {profile.email_address && (
        <p className="user-facts">
          <a href={`mailto:${profile.email_address}`}>{profile.email_address}</a>
        </p>
      )}
      {profile.bio && (
        <p className="user-bio" dir="auto">
          {profile.bio}
        </p>
      )}
      {profile.status !== "active" && (
        <p className="form-note">{t(statusNames[profile.status], { name: profile.name })}</p>
      )}
      {mine ? (
        <Link className="button" href="/users/me/profile">
          {t("user.edit")}
        </Link>
      ) : (
        profile.status === "active" && <MessageButton userID={profile.id} />
      )}
    </section>
  );
}

/** Goes to the conversation with somebody, and begins it where there is none. */
function MessageButton({ userID }: { userID: number }) {
  const create = useCreateRoom();
  return (
    <>
      <button
        type="button"
        className="button button-primary user-message"
        disabled={create.isPending}
        onClick={() => create.mutate({ type: "direct", user_ids: [userID] })}
      >
        <MessageCircle aria-hidden="true" /> {t("user.message")}
      </button>
      {create.isError && (
        <p className="form-problem" role="alert">
          {problemOf(create.error)}
        </p>
      )}
    </>
  );
}

/** With more shared rooms than this, the rest are shown when asked for. */
const fewRooms = 8;

function SharedRooms({ profile }: { profile: Profile }) {
  const [all, setAll] = useState(profile.rooms.length <= fewRooms + 1);
  const rooms = all ? profile.rooms : profile.rooms.slice(0, fewRooms);
  return (
    <section className="setting">
      <h2 className="setting-title">{t("user.rooms")}</h2>
      {profile.rooms.length === 0 ? (
        <p className="choice-meaning">{t("user.noRooms")}</p>
      ) : (
        <ul className="user-rooms">
          {rooms.map((room) => (
            <li key={room.id}>
              <Link className="user-room" href={`/rooms/${room.id}`}>
                {room.type === "closed" ? <Lock aria-hidden="true" /> : <Hash aria-hidden="true" />}
                <span className="truncate" dir="auto">
                  {room.name}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!all && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          {t("user.allRooms", { count: profile.rooms.length })}
        </button>
      )}
    </section>
  );
}
