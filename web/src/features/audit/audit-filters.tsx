import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import type { AuditFilter } from "@/api/audit";
import { answered, client } from "@/api/client";
import { type MessageId, t } from "@/lib/i18n";

interface AuditFiltersProps {
  filter: AuditFilter;
  /** The name of the one whose doings are shown; empty for everybody. */
  actor: string;
  onChange(filter: AuditFilter): void;
  onActor(person: { id: number; name: string } | undefined): void;
}

/** What is written down is about one of these. */
const nouns: Record<string, MessageId> = {
  "": "audit.about.all",
  session: "audit.about.session",
  "session.refused": "audit.about.refused",
  transfer: "audit.about.transfer",
  user: "audit.about.user",
  membership: "audit.about.membership",
  room: "audit.about.room",
  account: "audit.about.account",
  clip: "audit.about.clip",
  bot: "audit.about.bot",
  job: "audit.about.job",
};

export function AuditFilters({ filter, actor, onChange, onActor }: AuditFiltersProps) {
  function set(name: "kind" | "from" | "to", value: string) {
    const { [name]: _, ...rest } = filter;
    onChange(value ? { ...rest, [name]: value } : rest);
  }
  return (
    <form className="audit-filters sheet-wide" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        <span className="field-label">{t("audit.about")}</span>
        <select
          className="field-input"
          value={filter.kind ?? ""}
          onChange={(event) => set("kind", event.target.value)}
        >
          {Object.entries(nouns).map(([noun, label]) => (
            <option key={noun} value={noun}>
              {t(label)}
            </option>
          ))}
        </select>
      </label>
      {actor ? (
        <ActorChosen name={actor} onClear={() => onActor(undefined)} />
      ) : (
        <ActorField onActor={onActor} />
      )}
      <label className="field">
        <span className="field-label">{t("audit.from")}</span>
        <input
          className="field-input"
          type="date"
          value={filter.from ?? ""}
          max={filter.to}
          onChange={(event) => set("from", event.target.value)}
        />
      </label>
      <label className="field">
        <span className="field-label">{t("audit.to")}</span>
        <input
          className="field-input"
          type="date"
          value={filter.to ?? ""}
          min={filter.from}
          onChange={(event) => set("to", event.target.value)}
        />
      </label>
    </form>
  );
}

function ActorChosen({ name, onClear }: { name: string; onClear(): void }) {
  return (
    <div className="field">
      <span className="field-label">{t("audit.actor")}</span>
      <button
        type="button"
        className="button audit-actor"
        aria-label={t("audit.everybody", { name })}
        onClick={onClear}
      >
        <span className="truncate" dir="auto">
          {name}
        </span>
        <X aria-hidden="true" />
      </button>
    </div>
  );
}

/** Completes names as they are typed; a whole one chooses, and Enter the one that fits best. */
function ActorField({ onActor }: Pick<AuditFiltersProps, "onActor">) {
  const [text, setText] = useState("");
  const list = useId();
  const people = useQuery({
    queryKey: ["people", "named", text],
    queryFn: async () =>
      (await answered(client.GET("/api/users", { params: { query: { query: text } } }))).users,
    placeholderData: (before) => before,
  });

  function choose(typed: string) {
    setText(typed);
    const found = people.data?.find((person) => person.name === typed);
    if (found) onActor(found);
  }

  function chooseBest(event: KeyboardEvent) {
    const best = people.data?.[0];
    if (event.key === "Enter" && text && best && !people.isPlaceholderData) onActor(best);
  }

  const nobody = text.trim() !== "" && people.data?.length === 0;
  return (
    <div className="field">
      <label className="field">
        <span className="field-label">{t("audit.actor")}</span>
        <input
          className="field-input"
          list={list}
          value={text}
          autoComplete="off"
          placeholder={t("audit.anybody")}
          onChange={(event) => choose(event.target.value)}
          onKeyDown={chooseBest}
        />
      </label>
      <span className="field-hint" role="status">
        {nobody && t("audit.unknown", { name: text.trim() })}
      </span>
      <datalist id={list}>
        {people.data?.map((person) => (
          <option key={person.id} value={person.name} />
        ))}
      </datalist>
    </div>
  );
}
