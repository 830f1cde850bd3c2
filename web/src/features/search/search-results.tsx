import { useInfiniteQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { Problem } from "@/api/problem";
import type { HitPage } from "@/api/search";
import { t } from "@/lib/i18n";
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
  if (found.isPending) return <Skeleton />;
  if (found.isError && !found.data)
    return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  const hits = found.data.pages.flatMap((page: HitPage) => page.hits);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(".hit, .search-more")];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Escape" || (to === -1 && at === 0)) onUp();
    else if (to !== undefined && at >= 0) rows[Math.min(to, rows.length - 1)]?.focus();
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from link to link
    <div className={found.isPlaceholderData ? "hits hits-old" : "hits"} onKeyDown={onKeyDown}>
      <p className="search-count" role="status">
        {summary(hits.length, found.hasNextPage)}
      </p>
      {hits.length === 0 && !found.hasNextPage && <p className="search-note">{t("search.noneHint")}</p>}
      <ol>
        {hits.map((hit) => (
          <li key={hit.message.id}>
            <HitRow hit={hit} onOpen={onOpen} />
          </li>
        ))}
      </ol>
      {found.isFetchNextPageError && (
        <Failure error={found.error} onRetry={() => void found.fetchNextPage()} />
      )}
      {found.hasNextPage && !found.isFetchNextPageError && (
        <button
          type="button"
          className="button search-more"
          disabled={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {found.isFetchingNextPage ? t("search.lookingOn") : t("search.older")}
        </button>
      )}
    </div>
  );
}

function summary(count: number, more: boolean): string {
  if (count > 0) return more ? t("search.foundMore", { count }) : t("search.found", { count });
  return more ? t("search.noneYet") : t("search.none");
}

function Failure({ error, onRetry }: { error: Error; onRetry(): void }) {
  return (
    <div className="search-failure" role="alert">
      <p>{error instanceof Problem ? error.message : t("search.failed")}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}

function Skeleton() {
  return (
    <div className="search-skeleton">
      <span className="visually-hidden" role="status">
        {t("search.looking")}
      </span>
      {["72%", "48%", "64%"].map((width) => (
        <span key={width} className="skeleton-line" style={{ inlineSize: width }} />
      ))}
    </div>
  );
}
