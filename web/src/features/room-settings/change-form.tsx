import { type FormEvent, useState } from "react";
import { Problem } from "@/api/problem";
import type { Room } from "@/api/types";
import { type Openness, OpennessField } from "@/features/rooms/openness";
import { problemOf, useChangeRoom } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { TextField } from "@/ui/text-field";

/** Renames a room and converts it between open and closed. */
export function ChangeForm({ room }: { room: Room }) {
  const [name, setName] = useState(room.name);
  const [type, setType] = useState<Openness>(room.type === "closed" ? "closed" : "open");
  const change = useChangeRoom(room.id);
  const refused = change.error instanceof Problem ? change.error.fields.name : undefined;
  const changed = name.trim() !== room.name || type !== room.type;
  const missing = name.trim() === "" ? t("roomName.missing") : undefined;

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!changed || missing || change.isPending) return;
    change.mutate({ name, type }, { onSuccess: (saved) => setName(saved.name) });
  }

  return (
    <form className="setting form-stack" onSubmit={onSubmit} noValidate>
      <TextField
        label={t("roomName.label")}
        error={missing ?? refused}
        value={name}
        maxLength={100}
        dir="auto"
        autoComplete="off"
        onChange={(event) => {
          setName(event.target.value);
          change.reset();
        }}
      />
      <OpennessField
        value={type}
        onChange={(chosen) => {
          setType(chosen);
          change.reset();
        }}
      />
      {type !== room.type && (
        <p className="form-note" role="status">
          {t(type === "open" ? "roomSettings.toOpen" : "roomSettings.toClosed")}
        </p>
      )}
      {change.isError && !refused && (
        <p className="form-problem" role="alert">
          {problemOf(change.error)}
        </p>
      )}
      <div className="form-actions">
        <button type="submit" className="button button-primary">
          {change.isPending ? t("saving") : t("save")}
        </button>
        <p className="form-saved" role="status">
          {change.isSuccess && !changed ? t("saved") : ""}
        </p>
      </div>
    </form>
  );
}
