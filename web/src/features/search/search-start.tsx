import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { forgetSearches } from "@/api/search";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { operators } from "./completion";
import { searchesQuery } from "./search-queries";

interface SearchStartProps {
  /** Searches for this. */
  onSearch(query: string): void;
  /** Puts this into the field, to be gone on with. */
  onInsert(text: string): void;
}

/** Before anything is looked for: what one looked for lately, and what a query can say. */
export function SearchStart({ onSearch, onInsert }: SearchStartProps) {
  return (
    <div className="search-start">
      <RecentSearches onSearch={onSearch} />
      <section aria-labelledby="search-help">
        <h2 className="section-title" id="search-help">
          {t("search.help")}
        </h2>
        <ul className="search-help">
          {operators.map(({ name, example, about }) => (
            <li key={name}>
              <button type="button" className="search-row" onClick={() => onInsert(name)}>
                <span className="search-code">{example}</span>
                <span className="search-about">{t(about)}</span>
              </button>
            </li>
          ))}
        </ul>
        <p className="search-note">{t("search.helpWords")}</p>
      </section>
    </div>
  );
}

function RecentSearches({ onSearch }: { onSearch(query: string): void }) {
  const queries = useQueryClient();
  const { data: recent = [] } = useQuery(searchesQuery);
  const forget = useMutation({
    mutationFn: forgetSearches,
    onSuccess: () => {
      queries.setQueryData(searchesQuery.queryKey, []);
      announce(t("search.forgotten"));
    },
  });
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="search-recent">
      <header className="search-recent-head">
        <h2 className="section-title" id="search-recent">
          {t("search.recent")}
        </h2>
        <button
          type="button"
          className="link-button"
          disabled={forget.isPending}
          onClick={() => forget.mutate()}
        >
          {t("search.forget")}
        </button>
      </header>
      {forget.isError && <p className="search-problem">{t("search.forgetFailed")}</p>}
      <ul>
        {recent.map((query) => (
          <li key={query}>
            <button type="button" className="search-row" onClick={() => onSearch(query)}>
              <History aria-hidden="true" />
              <span className="truncate" dir="auto">
                {query}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
