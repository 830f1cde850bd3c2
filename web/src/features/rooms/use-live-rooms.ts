import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { navigate } from "wouter/use-browser-location";
import type { Room, User } from "@/api/types";
import { useCable } from "@/cable/cable-context";
import { draftsQuery } from "@/features/drafts/draft-queries";
import { refreshInbox } from "@/features/inbox/inbox-news";
import { useRefreshSession, useSession } from "@/features/session/session-query";
import { withAuthor } from "@/features/timeline/timeline";
import { timelineQuery } from "@/features/timeline/timeline-query";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import {
  applyUnread,
  type Notice,
  type ReadNews,
  toNotice,
  toReadNews,
  toUnreadNews,
  type UnreadNews,
  withPerson,
  withRead,
  withUnread,
} from "./live-rooms";
import { roomQuery, roomsQuery } from "./room-queries";
import { holdUnread } from "./unread-hold";

/**
 * Keeps my rooms, and what of them is unread, as they are on the server, from
 * what comes over the line. After each reconnect the list is asked for again.
 */
export function useLiveRooms(): void {
  const cable = useCable();
  const queries = useQueryClient();
  const { user } = useSession();
  const refreshSession = useRefreshSession();
  const latest = useRef(refreshSession);
  useEffect(() => {
    latest.current = refreshSession;
  });

  useEffect(() => {
    const unread = cable.subscribe(
      { channel: "UnreadRoomsChannel" },
      {
        connected() {
          void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
          void refreshInbox(queries);
          void queries.invalidateQueries({ queryKey: draftsQuery.queryKey });
        },
        received(raw) {
          const news = toUnreadNews(raw);
          if (news) showUnread(queries, news);
        },
      },
    );
    const read = cable.subscribe(
      { channel: "ReadRoomsChannel" },
      {
        received(raw) {
          const news = toReadNews(raw);
          if (news) showReadElsewhere(queries, news);
        },
      },
    );
    const notices = cable.subscribe(
      { channel: "UserChannel" },
      {
        received(raw) {
          const notice = toNotice(raw);
          if (notice) heed(queries, notice, user.id, () => void latest.current());
        },
      },
    );
    return () => {
      for (const subscription of [unread, read, notices]) subscription.unsubscribe();
    };
  }, [cable, queries, user.id]);
}

function changeRoom(queries: QueryClient, roomID: number, change: (room: Room) => Room): void {
  queries.setQueryData(roomQuery(roomID).queryKey, (room) => room && change(room));
}

function showUnread(queries: QueryClient, news: UnreadNews): void {
  const known = queries.getQueryData(roomsQuery.queryKey)?.some((room) => room.id === news.room_id);
  // A list that is on its way may have been made before this news.
  const asking = queries.isFetching({ queryKey: roomsQuery.queryKey, exact: true }) > 0;
  queries.setQueryData(roomsQuery.queryKey, (rooms) => rooms && applyUnread(rooms, news));
  changeRoom(queries, news.room_id, (room) => withUnread(room, news));
  if (!known || asking) void queries.invalidateQueries({ queryKey: roomsQuery.queryKey, exact: true });
}

function showReadElsewhere(queries: QueryClient, news: ReadNews): void {
  if (news.marked_unread) holdUnread(news.room_id, news.read_message_id);
  const read = (room: Room) => (room.id === news.room_id ? withRead(room, news) : room);
  queries.setQueryData(roomsQuery.queryKey, (rooms) => rooms?.map(read));
  changeRoom(queries, news.room_id, read);
}

/** Has what a notice concerns asked for again. */
function heed(queries: QueryClient, notice: Notice, myID: number, refreshSession: () => void): void {
  switch (notice.type) {
    case "room.added":
    case "room.updated":
    case "room.removed":
      void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
      return;
    case "account.updated":
      void queries.invalidateQueries({ queryKey: ["account"] });
      refreshSession();
      return;
    case "session.ended":
      void queries.invalidateQueries({ queryKey: ["sessions"] });
      refreshSession();
      return;
    case "user.updated":
      if (notice.user) showPerson(queries, notice.user);
      if (notice.user?.id === myID) refreshSession();
      return;
    case "sounds.updated":
      void queries.invalidateQueries({ queryKey: ["sounds"] });
      void import("@/features/sounds/show-sounds").then(({ showSounds }) => showSounds(queries));
      return;
    case "draft.updated":
    case "draft.deleted":
      void import("@/features/drafts/draft-sync").then(({ changeDrafts }) =>
        changeDrafts(queries, notice.room_id ?? 0, notice.draft),
      );
      return;
    case "boost.created":
      tellOfBoost(notice);
      void refreshInbox(queries);
      return;
    case "bookmark.created":
    case "bookmark.deleted":
    case "inbox.seen":
      void refreshInbox(queries);
  }
}

/** Somebody has boosted a message of mine. Where I see it happen there is nothing to tell. */
function tellOfBoost({ room_id, message_id, boost }: Notice): void {
  const row = document.querySelector(`[data-message-id="${message_id}"]`)?.getBoundingClientRect();
  if (!boost || (row && row.bottom > 0 && row.top < innerHeight && !document.hidden)) return;
  const text = t("boosts.received", { name: boost.booster.name, content: boost.content });
  notify(text, { label: t("boosts.show"), run: () => navigate(`/rooms/${room_id}/@${message_id}`) });
}

/** Shows somebody everywhere as they look now. */
function showPerson(queries: QueryClient, person: User): void {
  void queries.invalidateQueries({ queryKey: ["users"] });
  queries.setQueryData(roomsQuery.queryKey, (rooms) => rooms?.map((room) => withPerson(room, person)));
  const roomIDs = queries.getQueryData(roomsQuery.queryKey)?.map((room) => room.id) ?? [];
  for (const roomID of roomIDs) {
    changeRoom(queries, roomID, (room) => withPerson(room, person));
    queries.setQueryData(
      timelineQuery(roomID).queryKey,
      (timeline) => timeline && withAuthor(timeline, person),
    );
  }
}
