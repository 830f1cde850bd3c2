import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Link } from "wouter";
import type { User } from "@/api/types";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { IconButton } from "@/ui/icon-button";
import "./people.css";

interface PeoplePaneProps {
  members: readonly User[];
  present: readonly number[];
  myID: number;
  onClose(): void;
}

/** Everyone in the room, those who are here now first. */
export function PeoplePane({ members, present, myID, onClose }: PeoplePaneProps) {
  const title = useRef<HTMLHeadingElement>(null);
  const here = members.filter((member) => present.includes(member.id));
  const away = members.filter((member) => !present.includes(member.id));

  useEffect(() => title.current?.focus(), []);

  return (
    <aside
      className="people-pane"
      aria-labelledby="people-title"
      onKeyDown={(event: KeyboardEvent) => event.key === "Escape" && onClose()}
    >
      <header className="people-head">
        <h2 id="people-title" ref={title} tabIndex={-1}>
          {t("people.title")}
        </h2>
        <IconButton label={t("close")} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div className="people-lists">
        <PeopleList title={t("people.here", { count: here.length })} people={here} myID={myID} present />
        <PeopleList
          title={t(here.length > 0 ? "people.away" : "people.all", { count: away.length })}
          people={away}
          myID={myID}
        />
      </div>
    </aside>
  );
}

interface PeopleListProps {
  title: string;
  people: readonly User[];
  myID: number;
  present?: boolean;
}

function PeopleList({ title, people, myID, present = false }: PeopleListProps) {
  if (people.length === 0) return null;
  return (
    <section>
      <h3 className="section-title">{title}</h3>
      <ul>
        {people.map((person) => (
          <li className="person" key={person.id}>
            <Avatar person={person} size={28} present={present} />
            <Link className="person-name truncate" dir="auto" href={`/users/${person.id}`}>
              {person.name}
            </Link>
            {person.id === myID && <span className="person-note">{t("people.you")}</span>}
            {person.role === "bot" && <span className="person-note">{t("message.bot")}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
