import { useEffect, useRef } from "react";
import { Link, useSearchParams } from "wouter";
import { type Box, boxes } from "@/api/inbox";
import { PageHeader } from "@/features/room/page-header";
import { useRooms } from "@/features/rooms/room-queries";
import { atMost99 } from "@/features/sidebar/room-list";
import { type MessageId, t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { InboxBox } from "./inbox-box";
import { useInboxNews } from "./inbox-news";
import "@/features/search/search.css";
import "./inbox.css";

const names: Record<Box, MessageId> = {
  unread: "inbox.unread",
  mentions: "inbox.mentions",
  boosts: "inbox.boosts",
  saved: "inbox.saved",
};

/** What waits for me in all my rooms; which box is open stands in the address. */
export default function InboxPage() {
  const [parameters] = useSearchParams();
  const box = boxes.find((name) => name === parameters.get("box")) ?? "unread";
  const { data: rooms } = useRooms();
  const tabs = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const focusTab = () => tabs.current?.querySelector<HTMLElement>("[aria-current]")?.focus();
  useTitle(t("inbox.title"));
  useEffect(focusTab, []);

  return (
    <main className="search inbox" id="main" tabIndex={-1}>
      <PageHeader
        title={<span className="truncate">{t("inbox.title")}</span>}
        unreadElsewhere={rooms?.some((room) => room.unread_count > 0) ?? false}
      />
      <nav
        className="inbox-tabs"
        ref={tabs}
        aria-label={t("inbox.title")}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          list.current?.querySelector<HTMLElement>(".hit")?.focus();
        }}
      >
        {boxes.map((name) => (
          <Tab key={name} box={name} current={name === box} />
        ))}
      </nav>
      <div className="search-scroller" ref={list}>
        <InboxBox key={box} box={box} onUp={focusTab} />
      </div>
    </main>
  );
}

function Tab({ box, current }: { box: Box; current: boolean }) {
  const news = useInboxNews();
  const count = box === "mentions" || box === "boosts" ? news[box] : 0;
  return (
    <Link className="inbox-tab" href={`/inbox?box=${box}`} aria-current={current ? "page" : undefined}>
      {t(names[box])}
      {count > 0 && (
        <>
          <span className="badge badge-mentions" aria-hidden="true">
            {atMost99(count)}
          </span>
          <span className="visually-hidden">{t("inbox.newHere", { count })}</span>
        </>
      )}
    </Link>
  );
}
