import { Inbox } from "lucide-react";
import { Link, useRoute } from "wouter";
import { closeDrawer } from "@/features/sidebar/drawer";
import { atMost99 } from "@/features/sidebar/room-list";
import { t } from "@/lib/i18n";
import { useInboxNews } from "./inbox-news";

/** Leads to the inbox, to the box in which something is new, and says how much. */
export function InboxLink() {
  const [current] = useRoute("/inbox");
  const { mentions, boosts } = useInboxNews();
  const count = mentions + boosts;
  const box = mentions > 0 ? "?box=mentions" : count > 0 ? "?box=boosts" : "";
  return (
    <Link
      href={`/inbox${box}`}
      className="room-entry"
      aria-current={current ? "page" : undefined}
      onClick={closeDrawer}
    >
      <span className="room-icon">
        <Inbox aria-hidden="true" />
      </span>
      <span className="room-entry-name">{t("inbox.title")}</span>
      {count > 0 && (
        <>
          <span className="badge badge-mentions" aria-hidden="true">
            {atMost99(count)}
          </span>
          <span className="visually-hidden">{t("inbox.new", { mentions, boosts })}</span>
        </>
      )}
    </Link>
  );
}
