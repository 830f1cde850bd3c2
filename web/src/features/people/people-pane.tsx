import { Link } from "wouter";
import type { User } from "@/api/types";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { Pane } from "@/ui/pane";
import "./people.css";

interface PeoplePaneProps {
  members: readonly User[];
  present: readonly number[];
  myID: number;
  onClose(): void;
}

/** Everyone in the room, those who are here now first. */
export default function PeoplePane({ members, present, myID, onClose }: PeoplePaneProps) {
  const here = members.filter((member) => present.includes(member.id));
  const away = members.filter((member) => !present.includes(member.id));
  return (
    <Pane title={t("people.title")} onClose={onClose}>
      <PeopleList title={t("people.here", { count: here.length })} people={here} myID={myID} present />
      <PeopleList
        title={t(here.length > 0 ? "people.away" : "people.all", { count: away.length })}
        people={away}
        myID={myID}
      />
    </Pane>
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
