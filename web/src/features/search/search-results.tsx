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
  return (
    <HitList
      found={useInfiniteQuery(hitsQuery(query))}
      itemsOf={(page) => page.hits}
      keyOf={(hit) => hit.message.id}
      row={({ message, room, excerpt_html }) => (
        <HitRow message={message} room={room} excerpt={excerpt_html} onOpen={onOpen} />
      )}
      summary={summary}
      empty={<p className="search-note">{t("search.noneHint")}</p>}
      loading={t("search.looking")}
      failed={t("search.failed")}
      onUp={onUp}
    />
  );
}

function summary(count: number, more: boolean): string {
  if (count > 0) return more ? t("search.foundMore", { count }) : t("search.found", { count });
  return more ? t("search.noneYet") : t("search.none");
}
