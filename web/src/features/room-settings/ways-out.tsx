import { type RefObject, useRef } from "react";
import type { Room } from "@/api/types";
import { problemOf, useLoseRoom } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { DeleteDialog } from "./delete-dialog";

/** Leaving a room, for oneself, and deleting it, for everyone. */
export function WaysOut({ room }: { room: Room }) {
  const leaving = useRef<HTMLDialogElement>(null);
  const deleting = useRef<HTMLDialogElement>(null);
  const mayDelete = room.can_administer || room.type === "direct";
  return (
    <section className="setting ways-out">
      {room.type === "closed" && (
        <div className="way-out">
          <p>{t("leave.lead")}</p>
          <button type="button" className="button" onClick={() => leaving.current?.showModal()}>
            {t("leave.button")}
          </button>
          <LeaveDialog room={room} ref={leaving} />
        </div>
      )}
      {mayDelete && (
        <div className="way-out">
          <p>{t(room.type === "direct" ? "delete.leadDirect" : "delete.lead")}</p>
          <button
            type="button"
            className="button button-danger"
            onClick={() => deleting.current?.showModal()}
          >
            {t("delete.button")}
          </button>
          <DeleteDialog room={room} ref={deleting} />
        </div>
      )}
    </section>
  );
}

function LeaveDialog({ room, ref }: { room: Room; ref: RefObject<HTMLDialogElement | null> }) {
  const { user } = useSession();
  const leave = useLoseRoom(room.id, { leaveAs: user.id });
  return (
    <dialog className="dialog" ref={ref} aria-labelledby="leave-title">
      <h2 className="dialog-title" id="leave-title" dir="auto">
        {t("leave.title", { name: room.name })}
      </h2>
      <p>{t("leave.warning")}</p>
      {leave.isError && (
        <p className="form-problem" role="alert">
          {problemOf(leave.error)}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => ref.current?.close()}>
          {t("leave.stay")}
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={leave.isPending}
          onClick={() => leave.mutate()}
        >
          {t("leave.button")}
        </button>
      </div>
    </dialog>
  );
}
