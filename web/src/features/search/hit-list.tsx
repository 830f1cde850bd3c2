import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { KeyboardEvent, ReactNode } from "react";
import { Problem } from "@/api/problem";
import { t } from "@/lib/i18n";
import "./hits.css";

interface HitListProps<Page, Item> {
  found: UseInfiniteQueryResult<InfiniteData<Page>>;
  itemsOf(page: Page): readonly Item[];
  keyOf(item: Item): number;
  row(item: Item): ReactNode;
  /** What is said of so many, and whether there are more. */
  summary?: (count: number, more: boolean) => string;
  /** What is said while nothing is there yet. */
  loading?: string | undefined;
  /** In place of a list without items. */
  empty: ReactNode;
  /** What could not be had, when the server does not say. */
  failed: string;
  /** Up from the first one. */
  onUp(): void;
}

/** What was found, newest first and page by page; the arrow keys go from one to the next. */
export function HitList<Page, Item>({ found, itemsOf, keyOf, row, ...props }: HitListProps<Page, Item>) {
  const { summary, empty, loading, failed, onUp } = props;
  if (found.isPending) return <HitSkeleton label={loading} />;
  if (found.isError && !found.data)
    return <HitFailure error={found.error} otherwise={failed} onRetry={() => void found.refetch()} />;
  const items = found.data.pages.flatMap(itemsOf);
  const more = found.hasNextPage;

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
      {summary && (
        <p className="search-count" role="status">
          {summary(items.length, more)}
        </p>
      )}
      {items.length === 0 && !more && empty}
      <ol>
        {items.map((item) => (
          <li key={keyOf(item)} className="hit-item">
            {row(item)}
          </li>
        ))}
      </ol>
      {found.isFetchNextPageError && (
        <HitFailure error={found.error} otherwise={failed} onRetry={() => void found.fetchNextPage()} />
      )}
      {more && !found.isFetchNextPageError && (
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

interface HitFailureProps {
  error: Error | null;
  otherwise: string;
  onRetry(): void;
}

export function HitFailure({ error, otherwise, onRetry }: HitFailureProps) {
  return (
    <div className="search-failure" role="alert">
      <p>{error instanceof Problem ? error.message : otherwise}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}

export function HitSkeleton({ label = t("timeline.loading") }: { label?: string | undefined }) {
  return (
    <div className="search-skeleton">
      <span className="visually-hidden" role="status">
        {label}
      </span>
      {["72%", "48%", "64%"].map((width) => (
        <span key={width} className="skeleton-line" style={{ inlineSize: width }} />
      ))}
    </div>
  );
}
