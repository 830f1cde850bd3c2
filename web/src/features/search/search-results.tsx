import { useInfiniteQuery } from "@tanstack/react-query";
import { t } from "@/lib/i18n";
import { HitList } from "./hit-list";
import { HitRow } from "./hit-row";
import { hitsQuery } from "./search-queries";

interface SearchResultsProps {
  query: string;
  /** A hit is about to be opened. */
  onOpen(): void;
  /** Up from the first hit. */
  onUp(): void;
}

/** What was found, newest first. */
export function SearchResults({ query, onOpen, onUp }: SearchResultsProps) {
  const found = useInfiniteQuery(hitsQuery(query));
  const unknown = found.data?.pages[0]?.unknown ?? [];
  return (
    <div>
      <div role="status">
        {unknown.map(({ operator, value }) => (
          <p key={operator + value} className="search-note search-unknown">
            {t(correction[operator], { value })}
          </p>
        ))}
      </div>
      <HitList
        found={found}
        itemsOf={(page) => page.hits}
        keyOf={(hit) => hit.message.id}
        row={({ message, room, excerpt_html }) => (
          <HitRow message={message} room={room} excerpt={excerpt_html} onOpen={onOpen} />
        )}
        summary={summary}
        empty={unknown.length === 0 && <p className="search-note">{t("search.noneHint")}</p>}
        loading={t("search.looking")}
        failed={t("search.failed")}
        onUp={onUp}
      />
    </div>
  );
}

/** How to write an operator whose value means nothing. */
const correction = {
  from: "search.unknown.from",
  in: "search.unknown.in",
  mentions: "search.unknown.mentions",
  has: "search.unknown.has",
  before: "search.unknown.date",
  after: "search.unknown.date",
  on: "search.unknown.date",
} as const;

function summary(count: number, more: boolean): string {
  if (count > 0) return more ? t("search.foundMore", { count }) : t("search.found", { count });
  return more ? t("search.noneYet") : t("search.none");
}
