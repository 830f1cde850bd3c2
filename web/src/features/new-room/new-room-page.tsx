import { type FormEvent, useRef, useState } from "react";
import { Problem } from "@/api/problem";
import type { User } from "@/api/types";
import { Page } from "@/features/room/page";
import { type Openness, OpennessField } from "@/features/rooms/openness";
import { PeoplePicker } from "@/features/rooms/people-picker";
import { problemOf, useCreateRoom } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { TextField } from "@/ui/text-field";

/** Makes a room with a name, for everyone or for chosen people. */
export default function NewRoomPage() {
  const { account, user } = useSession();
  return (
    <Page title={t("newRoom.title")} back="/">
      {account.can_create_rooms ? <NewRoomForm myID={user.id} /> : <p>{t("newRoom.restricted")}</p>}
    </Page>
  );
}

function NewRoomForm({ myID }: { myID: number }) {
  const field = useRef<HTMLDivElement>(null);
  const [name, setName] = useState("");
  const [type, setType] = useState<Openness>("open");
  const [people, setPeople] = useState<User[]>([]);
  const [missing, setMissing] = useState("");
  const create = useCreateRoom();
  const refused = create.error instanceof Problem ? create.error.fields.name : undefined;
  const nameError = missing || refused;

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (create.isPending) return;
    if (name.trim() === "") {
      setMissing(t("roomName.missing"));
      field.current?.querySelector("input")?.focus();
      return;
    }
    const user_ids = type === "closed" ? people.map(({ id }) => id) : [];
    create.mutate({ type, name, user_ids });
  }

  return (
    <form className="form-stack" onSubmit={onSubmit} noValidate>
      <div ref={field}>
        <TextField
          label={t("roomName.label")}
          hint={t("roomName.hint")}
          error={nameError}
          value={name}
          maxLength={100}
          dir="auto"
          autoComplete="off"
          autoFocus
          onChange={(event) => {
            setName(event.target.value);
            setMissing("");
            create.reset();
          }}
        />
      </div>
      <OpennessField value={type} onChange={setType} />
      {type === "closed" && (
        <PeoplePicker
          label={t("newRoom.people")}
          hint={t("newRoom.peopleHint")}
          chosen={people}
          onChosen={setPeople}
          fixed={new Map([[myID, t("people.you")]])}
        />
      )}
      {create.isError && !refused && (
        <p className="form-problem" role="alert">
          {problemOf(create.error)}
        </p>
      )}
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={create.isPending}>
          {create.isPending ? t("newRoom.submitting") : t("newRoom.submit")}
        </button>
      </div>
    </form>
  );
}
