import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type AuditEntry, type AuditFilter, fetchAudit } from "@/api/audit";
import { Problem } from "@/api/problem";
import { Page } from "@/features/room/page";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { AuditFilters } from "./audit-filters";
import { AuditRow } from "./audit-row";
import "@/ui/sheet.css";
import "./audit.css";

/** Who did what, for administrators. */
export default function AuditPage() {
  const { user } = useSession();
  return (
    <Page title={t("audit.title")} back="/" wide>
      {user.role === "administrator" ? <AuditLog /> : <p>{t("audit.forAdministrators")}</p>}
    </Page>
  );
}

function AuditLog() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const [actor, setActor] = useState("");
  const log = useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) => fetchAudit(filter, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.has_more ? page.entries.at(-1)?.id : undefined),
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries);

  function only(person: { id: number; name: string } | undefined) {
    const { actor_id: _, ...rest } = filter;
    setFilter(person ? { ...rest, actor_id: person.id } : rest);
    setActor(person?.name ?? "");
  }

  return (
    <section className="sheet-section" aria-label={t("audit.title")}>
      <p className="sheet-note">{t("audit.lead")}</p>
      <AuditFilters filter={filter} actor={actor} onChange={setFilter} onActor={only} />
      {log.isError && (
        <div className="form-problem" role="alert">
          <p>{log.error instanceof Problem ? log.error.message : t("problem.unreachable")}</p>
          <button type="button" className="button" onClick={() => void log.refetch()}>
            {t("retry")}
          </button>
        </div>
      )}
      {entries ? <Entries entries={entries} onActor={only} /> : !log.isError && <AuditSkeleton />}
      {log.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t("audit.more")}
        </button>
      )}
    </section>
  );
}

interface EntriesProps {
  entries: readonly AuditEntry[];
  onActor(person: { id: number; name: string }): void;
}

function Entries({ entries, onActor }: EntriesProps) {
  if (entries.length === 0)
    return (
      <p className="audit-empty" role="status">
        {t("audit.empty")}
      </p>
    );
  return (
    <ol className="audit sheet-wide" aria-label={t("audit.entries")}>
      {entries.map((entry) => (
        <AuditRow key={entry.id} entry={entry} onActor={onActor} />
      ))}
    </ol>
  );
}

function AuditSkeleton() {
  return <div className="audit-skeleton sheet-wide" aria-hidden="true" />;
}
