import type { ReactNode } from "react";
import type { AuditEntry } from "@/api/audit";
import { t } from "@/lib/i18n";
import { daysAgo, fullTime, longDay, timeOfDay } from "@/lib/time";
import { ownSentences, sentences } from "./sentences";

interface AuditRowProps {
  entry: AuditEntry;
  onActor(person: { id: number; name: string }): void;
}

/** One line: the sentence, with its names to be told apart, then when and from where. */
export function AuditRow({ entry, onActor }: AuditRowProps) {
  const at = new Date(entry.at);
  return (
    <li className="audit-entry" data-kind={entry.kind}>
      <p className="audit-words">{sentence(entry, onActor)}</p>
      <p className="audit-facts">
        <time dateTime={entry.at} title={fullTime(at)}>
          {when(at)}
        </time>
        {entry.ip_address && <span>{entry.ip_address}</span>}
        {entry.detail && <span dir="auto">{entry.detail}</span>}
        {entry.count > 1 && <span className="audit-count">{t("audit.times", { count: entry.count })}</span>}
      </p>
    </li>
  );
}

function when(at: Date): string {
  const now = new Date();
  const days = daysAgo(at, now);
  if (days === 0) return timeOfDay(at);
  return t("audit.when", { day: days === 1 ? t("day.yesterday") : longDay(at, now), time: timeOfDay(at) });
}

/** What an entry tells, with a button for who did it. Kinds that a newer server has are shown as they are. */
function sentence(entry: AuditEntry, onActor: AuditRowProps["onActor"]): ReactNode[] {
  const own = entry.actor !== undefined && entry.actor.id === entry.user?.id;
  const id = (own && ownSentences[entry.kind]) || sentences[entry.kind];
  const text = id ? t(id, { actor: "{actor}", user: "{user}", room: "{room}" }) : `{actor} ${entry.kind}`;
  return text.split(/(\{\w+\})/).map((part) => named(part, entry, onActor));
}

function named(
  part: string,
  { actor, user, room }: AuditEntry,
  onActor: AuditRowProps["onActor"],
): ReactNode {
  switch (part) {
    case "{actor}":
      if (!actor) return <b key="actor">{t("audit.shell")}</b>;
      return (
        <button
          key="actor"
          type="button"
          className="audit-name"
          dir="auto"
          title={t("audit.only", { name: actor.name })}
          onClick={() => onActor(actor)}
        >
          {actor.name}
        </button>
      );
    case "{user}":
      return <Name key="user" text={user?.name ?? t("audit.nobody")} />;
    case "{room}":
      return <Name key="room" text={room?.name || t("audit.directRoom")} />;
    default:
      return part;
  }
}

function Name({ text }: { text: string }) {
  return <b dir="auto">{text}</b>;
}
