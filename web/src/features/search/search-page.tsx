import { useQueryClient } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { search } from "@/api/search";
import { PageHeader } from "@/features/room/page-header";
import { useRooms } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { SearchField, searchFieldID } from "./search-field";
import { searchesQuery } from "./search-queries";
import { SearchResults } from "./search-results";
import { SearchStart } from "./search-start";
import "./search.css";

/** After this pause in typing, what is typed is looked for. */
const pause = 200;

/** Search over every room one is in; what is looked for is in the address. */
export default function SearchPage() {
  const { flags } = useSession();
  const { data: rooms } = useRooms();
  useTitle(t("search.title"));
  return (
    <main className="search" id="main" tabIndex={-1}>
      <PageHeader
        title={<span className="truncate">{t("search.title")}</span>}
        unreadElsewhere={rooms?.some((room) => room.unread_count > 0) ?? false}
      />
      {flags.search_enabled ? <SearchBody /> : <TurnedOff />}
    </main>
  );
}

function SearchBody() {
  const results = useRef<HTMLDivElement>(null);
  const { text, query, type, search: searchNow } = useQueryInAddress();
  const remember = useRemember(query);
  const focusField = () => document.getElementById(searchFieldID)?.focus();
  return (
    <>
      <SearchField
        value={text}
        onChange={type}
        onSubmit={() => {
          searchNow(text);
          remember(text.trim());
        }}
        onDown={() => results.current?.querySelector<HTMLElement>(".hit, .search-row")?.focus()}
      />
      <div className="search-scroller" ref={results}>
        {query ? (
          <SearchResults query={query} onOpen={() => remember(query)} onUp={focusField} />
        ) : (
          <SearchStart
            onSearch={(recent) => {
              searchNow(recent);
              remember(recent);
              focusField();
            }}
            onInsert={(operator) => {
              type(operator);
              focusField();
            }}
          />
        )}
      </div>
    </>
  );
}

/** What is in the field, and what of it is looked for: that stands in the address, after a pause. */
function useQueryInAddress() {
  const [parameters, setParameters] = useSearchParams();
  const query = (parameters.get("q") ?? "").trim();
  const [typed, setTyped] = useState({ text: parameters.get("q") ?? "", query });
  // Another address, by a link or the way back, brings its own text.
  if (typed.query !== query) setTyped({ text: query, query });

  function search(text: string) {
    const wanted = text.trim();
    setTyped({ text, query: wanted });
    setParameters(wanted ? { q: wanted } : {}, { replace: true });
  }

  const { text } = typed;
  const later = useRef(search);
  later.current = search;
  useEffect(() => {
    if (text.trim() === query) return;
    const timer = setTimeout(() => later.current(text), pause);
    return () => clearTimeout(timer);
  }, [text, query]);

  return { text, query, type: (next: string) => setTyped({ text: next, query }), search };
}

/** Has the server keep what was meant, not each letter on the way there. */
function useRemember(query: string): (wanted: string) => void {
  const queries = useQueryClient();
  const kept = useRef("");
  return (wanted = query) => {
    if (!wanted || kept.current === wanted) return;
    kept.current = wanted;
    search(wanted, { remember: true }).then(
      () => queries.invalidateQueries({ queryKey: searchesQuery.queryKey }),
      () => undefined, // It is missed in the list of recent searches, and nowhere else.
    );
  };
}

function TurnedOff() {
  return (
    <div className="room-gone search-off">
      <SearchX aria-hidden="true" />
      <p>{t("search.off")}</p>
      <Link className="button" href="/">
        {t("notFound.back")}
      </Link>
    </div>
  );
}
