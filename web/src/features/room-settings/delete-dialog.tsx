import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useState } from "react";
import { fetchRoomSize } from "@/api/rooms";
import type { Room } from "@/api/types";
import { problemOf, useLoseRoom } from "@/features/rooms/use-room-changes";
import { fold } from "@/lib/fold";
import { language, t } from "@/lib/i18n";
import { TextField } from "@/ui/text-field";

interface DeleteDialogProps {
  room: Room;
  ref: RefObject<HTMLDialogElement | null>;
}

/** Says what is lost with a room, and deletes it once its name is typed. */
export function DeleteDialog({ room, ref }: DeleteDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <dialog
      className="dialog"
      ref={ref}
      aria-labelledby="delete-title"
      onToggle={({ newState }) => setOpen(newState === "open")}
    >
      <h2 className="dialog-title" id="delete-title" dir="auto">
        {t("delete.title", { name: room.name })}
      </h2>
      {open && <Confirmation room={room} onCancel={() => ref.current?.close()} />}
    </dialog>
  );
}

function Confirmation({ room, onCancel }: { room: Room; onCancel(): void }) {
  const [typed, setTyped] = useState("");
  const remove = useLoseRoom(room.id, "delete");
  const word = room.type === "direct" ? t("delete.word") : room.name;
  const sure = fold(typed) === fold(word);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (sure && !remove.isPending) remove.mutate();
  }

  return (
    <form className="form-stack" onSubmit={onSubmit}>
      <Loss room={room} />
      <TextField
        label={t("delete.confirm", { word })}
        value={typed}
        dir="auto"
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      {remove.isError && (
        <p className="form-problem" role="alert">
          {problemOf(remove.error)}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onCancel}>
          {t("delete.keep")}
        </button>
        <button type="submit" className="button button-danger" disabled={!sure || remove.isPending}>
          {remove.isPending ? t("delete.submitting") : t("delete.button")}
        </button>
      </div>
    </form>
  );
}

/** How much goes with the room. */
function Loss({ room }: { room: Room }) {
  const size = useQuery({
    queryKey: ["room-size", room.id],
    queryFn: () => fetchRoomSize(room.id),
    staleTime: 0,
  });
  const number = new Intl.NumberFormat(language());
  if (!size.data) return <p>{t(size.isError ? "delete.lossUnknown" : "loading")}</p>;
  const { message_count, member_count } = size.data;
  return (
    <p>
      {t("delete.loss", {
        messages: message_count,
        messageCount: number.format(message_count),
        members: member_count,
        memberCount: number.format(member_count),
      })}
    </p>
  );
}
