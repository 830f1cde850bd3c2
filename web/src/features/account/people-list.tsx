import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Crown } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { fetchPeople } from "@/api/people";
import type { Person, PersonStatus } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { useDebounced } from "@/lib/use-debounced";
import { Avatar } from "@/ui/avatar";
import { IconButton } from "@/ui/icon-button";
import { TextField } from "@/ui/text-field";

const statuses = [
  { id: "active", name: "accountPeople.active" },
  { id: "deactivated", name: "accountPeople.deactivated" },
  { id: "banned", name: "accountPeople.banned" },
] as const;

/** Everybody, to be found and to be looked after. */
export function PeopleList() {
  const [query, setQuery] = useState("");
  const [status, setStatus] = useState<PersonStatus>("active");
  const [page, setPage] = useState(1);
  const asked = { query: useDebounced(query.trim(), 200), status, page };
  const { data, error } = useQuery({
    queryKey: ["users", "list", asked],
    queryFn: () => fetchPeople(asked),
    placeholderData: keepPreviousData,
  });

  return (
    <section className="setting" aria-labelledby="account-people">
      <h2 className="setting-title" id="account-people">
        {t("accountPeople.title")}
      </h2>
      <TextField
        label={t("accountPeople.find")}
        type="search"
        maxLength={200}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setPage(1);
        }}
      />
      <fieldset className="form-actions account-statuses" aria-label={t("accountPeople.which")}>
        {statuses.map((each) => (
          <button
            key={each.id}
            type="button"
            className="button status-button"
            aria-pressed={status === each.id}
            onClick={() => {
              setStatus(each.id);
              setPage(1);
            }}
          >
            {t(each.name, { count: data?.totals[each.id] ?? 0 })}
          </button>
        ))}
      </fieldset>
      {error && (
        <p className="form-problem" role="alert">
          {problemOf(error)}
        </p>
      )}
      {data?.people.length === 0 && <p className="choice-meaning">{t("accountPeople.none")}</p>}
      <ul className="account-people">
        {data?.people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      {data && data.pages > 1 && <Pager page={data.page} pages={data.pages} onTurn={setPage} />}
    </section>
  );
}

function PersonRow({ person }: { person: Person }) {
  return (
    <li>
      <Link className="account-person" href={`/users/${person.id}`}>
        <Avatar person={person} size={32} />
        <span className="account-person-words">
          <span className="truncate" dir="auto">
            {person.name}
          </span>
          <span className="account-person-email truncate">{person.email_address}</span>
        </span>
        {person.role === "administrator" && (
          <span className="account-person-role">
            <Crown aria-hidden="true" /> {t("role.administrator")}
          </span>
        )}
      </Link>
    </li>
  );
}

interface PagerProps {
  page: number;
  pages: number;
  onTurn(page: number): void;
}

function Pager({ page, pages, onTurn }: PagerProps) {
  return (
    <nav className="pager" aria-label={t("accountPeople.pages")}>
      <IconButton label={t("accountPeople.before")} disabled={page <= 1} onClick={() => onTurn(page - 1)}>
        <ChevronLeft aria-hidden="true" />
      </IconButton>
      <span role="status">{t("accountPeople.page", { page, pages })}</span>
      <IconButton label={t("accountPeople.after")} disabled={page >= pages} onClick={() => onTurn(page + 1)}>
        <ChevronRight aria-hidden="true" />
      </IconButton>
    </nav>
  );
}
