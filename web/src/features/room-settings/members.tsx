import { useId, useState } from "react";
import type { Room, User } from "@/api/types";
import { PeoplePicker } from "@/features/rooms/people-picker";
import { problemOf, useMembers } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { fold } from "@/lib/fold";
import { t } from "@/lib/i18n";
import { MemberRow } from "./member-row";

/** Rows added to the list at a time. */
const step = 50;

/** With more members than this, there is a field to find one. */
const few = 10;

/** Who is in a room; in a closed one, whoever may adds people and takes them out. */
export function Members({ room }: { room: Room }) {
  const { user: me } = useSession();
  const id = useId();
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState(step);
  const { add, remove } = useMembers(room.id);
  const [removed, setRemoved] = useState<User>();
  const members = room.members ?? [];
  const found = members.filter((member) => fold(member.name).includes(fold(query)));
  const chooses = room.can_administer && room.type === "closed";
  const problem = problemOf(add.error ?? remove.error);

  function takeOut(member: User) {
    add.reset();
    remove.mutate(member.id, { onSuccess: () => setRemoved(member) });
  }

  function bringIn(person: User) {
    remove.reset();
    setRemoved(undefined);
    add.mutate(person.id);
  }

  return (
    <section className="setting" aria-labelledby={id}>
      <h2 className="setting-title" id={id}>
        {t("members.title", { count: members.length })}
      </h2>
      {room.type === "open" && <p className="choice-meaning">{t("members.everyone")}</p>}
      {chooses && (
        <PeoplePicker
          label={t("members.add")}
          chosen={[]}
          onChosen={([person]) => person && bringIn(person)}
          fixed={new Map(members.map((member) => [member.id, t("members.alreadyIn")]))}
        />
      )}
      <div role="status" className="members-status">
        {removed && (
          <>
            <span>{t("members.removed", { name: removed.name })}</span>{" "}
            <button type="button" className="link-button" onClick={() => bringIn(removed)}>
              {t("undo")}
            </button>
          </>
        )}
      </div>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {members.length > few && (
        <input
          type="search"
          className="field-input"
          placeholder={t("members.find")}
          aria-label={t("members.find")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      <ul className="members">
        {found.slice(0, shown).map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            isMe={member.id === me.id}
            onRemove={chooses && member.id !== me.id ? () => takeOut(member) : undefined}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="choice-meaning">{t("picker.nobody", { query })}</p>}
      {found.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + step)}>
          {t("members.more", { count: found.length - shown })}
        </button>
      )}
    </section>
  );
}
