import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { BookmarkX, CheckCheck, SmilePlus } from "lucide-react";
import { useEffect } from "react";
import type { Box, InboxItem } from "@/api/inbox";
import { markRead } from "@/api/rooms";
import { countUnread } from "@/features/rooms/live-rooms";
import { showRead, useRooms } from "@/features/rooms/room-queries";
import { HitList } from "@/features/search/hit-list";
import { focusNext, HitRow } from "@/features/search/hit-row";
import { isEmojiOnly } from "@/lib/emoji";
import { type MessageId, t } from "@/lib/i18n";
import { timeOrDay } from "@/lib/time";
import { useDebounced } from "@/lib/use-debounced";
import { IconButton } from "@/ui/icon-button";
import { notify } from "@/ui/notices";
import { boxQuery } from "./inbox-queries";
import { useKeeping } from "./use-keeping";
import { useMarkSeen } from "./use-mark-seen";

const empty: Record<Box, MessageId> = {
  unread: "inbox.noneUnread",
  mentions: "inbox.noMentions",
  boosts: "inbox.noBoosts",
  saved: "inbox.noneSaved",
};

/** While much is said, the box is asked for again this long after the last of it, in milliseconds. */
const pause = 500;

/** What is in one box, newest first. */
export function InboxBox({ box, onUp }: { box: Box; onUp(): void }) {
  const queries = useQueryClient();
  const found = useInfiniteQuery(boxQuery(box));
  const unread = useDebounced(countUnread(useRooms().data), pause);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is unread tells that something came or was read
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: boxQuery(box).queryKey });
  }, [queries, box, unread]);
  useMarkSeen(box, found.data?.pages[0]?.items[0]?.cursor);

  return (
    <HitList
      found={found}
      itemsOf={(page) => page.items}
      keyOf={(item) => (box === "unread" ? item.room.id : item.cursor)}
      row={(item) => <Item box={box} item={item} />}
      empty={<p className="inbox-empty">{t(empty[box])}</p>}
      failed={t("inbox.failed")}
      onUp={onUp}
    />
  );
}

function Item({ box, item }: { box: Box; item: InboxItem }) {
  const { message, room, excerpt_html: excerpt, boost, at } = item;
  const place = { message, room, excerpt };
  switch (box) {
    case "unread":
      return (
        <>
          <HitRow {...place} note={unreadIn(item)} />
          <ReadButton item={item} />
        </>
      );
    case "mentions":
      return <HitRow {...place} />;
    case "boosts":
      return boost ? (
        <HitRow
          {...place}
          at={at}
          who={boost.booster.name}
          face={
            <span className="hit-boost">{isEmojiOnly(boost.content) ? boost.content : <SmilePlus />}</span>
          }
          note={
            isEmojiOnly(boost.content) ? t("inbox.boosted") : t("inbox.boostedWith", { words: boost.content })
          }
        />
      ) : null;
    case "saved":
      return (
        <>
          <HitRow {...place} note={t("inbox.savedAt", { time: timeOrDay(new Date(at), new Date()) })} />
          <DropButton item={item} />
        </>
      );
  }
}

function unreadIn({ unread_count = 0, mention_count = 0 }: InboxItem): string {
  return t("sidebar.unread", { unread: unread_count, mentions: mention_count });
}

function ReadButton({ item: { room, cursor } }: { item: InboxItem }) {
  const queries = useQueryClient();
  async function read() {
    try {
      await markRead(room.id);
      showRead(queries, room.id, cursor);
    } catch {
      notify(t("sidebar.notRead"));
    }
  }
  return (
    <IconButton
      label={t("inbox.markRead", { room: room.name })}
      onClick={(event) => {
        focusNext(event.currentTarget);
        void read();
      }}
    >
      <CheckCheck aria-hidden="true" />
    </IconButton>
  );
}

function DropButton({ item: { message } }: { item: InboxItem }) {
  const { save } = useKeeping();
  return (
    <IconButton
      label={t("menu.unsave")}
      onClick={(event) => {
        focusNext(event.currentTarget);
        void save(message, false);
      }}
    >
      <BookmarkX aria-hidden="true" />
    </IconButton>
  );
}
