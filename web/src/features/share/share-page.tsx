import { type KeyboardEvent, useRef, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import type { Room } from "@/api/types";
import { Drafts } from "@/features/composer/drafts";
import { Page } from "@/features/room/page";
import { recentRooms } from "@/features/rooms/recent-rooms";
import { RoomName } from "@/features/rooms/room-name";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { RoomIcon } from "@/features/sidebar/room-list";
import { rankRooms } from "@/features/switcher/places";
import { htmlOf } from "@/lib/html";
import { t } from "@/lib/i18n";
import { randomId } from "@/lib/random-id";
import { TextField } from "@/ui/text-field";
import { sharedText } from "./shared-text";
import "@/features/rooms/people-picker.css";
import "./share.css";

/** Where another program hands over a text: it becomes a draft in the room one chooses, and is never sent from here. */
export default function SharePage() {
  const text = sharedText(useSearch());
  return (
    <Page title={t("share.title")} back="/">
      {text ? <ShareTo text={text} /> : <NothingShared />}
    </Page>
  );
}

function NothingShared() {
  return (
    <>
      <p>{t("share.nothing")}</p>
      <Link className="button" href="/">
        {t("notFound.back")}
      </Link>
    </>
  );
}

function ShareTo({ text }: { text: string }) {
  const { user } = useSession();
  const { data: all = [] } = useRooms();
  const [query, setQuery] = useState("");
  const [, navigate] = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const rooms = rankRooms({ rooms: all, recent: recentRooms.read(user.id), current: undefined }, query);

  function choose(room: Room) {
    addToDraft(user.id, room.id, text);
    navigate(`/rooms/${room.id}`, { replace: true }); // Going back is not to share it again.
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      list.current?.querySelector("button")?.focus();
    }
    if (event.key === "Enter" && query !== "" && rooms[0]) choose(rooms[0]);
  }

  return (
    <>
      <blockquote className="share-text" dir="auto">
        {text}
      </blockquote>
      <TextField
        label={t("share.where")}
        hint={t("share.hint")}
        placeholder={t("share.find")}
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ul className="picker-list" ref={list}>
        {rooms.map((room) => (
          <li key={room.id}>
            <button type="button" className="menu-item" onClick={() => choose(room)}>
              <RoomIcon room={room} myID={user.id} />
              <RoomName room={room} myID={user.id} />
            </button>
          </li>
        ))}
      </ul>
      {all.length > 0 && rooms.length === 0 && <p role="status">{t("share.noRoom", { query })}</p>}
    </>
  );
}

/** Puts text behind what is written in a room's composer. */
function addToDraft(userID: number, roomID: number, text: string): void {
  const drafts = new Drafts(userID);
  const own = drafts.own(roomID);
  const before = own.html ? own : drafts.borrow(roomID);
  drafts.save(roomID, {
    html: before.html + htmlOf(text),
    savedAt: Date.now(),
    id: before.id || randomId(),
  });
}
