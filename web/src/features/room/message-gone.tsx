import { X } from "lucide-react";
import { useLocation } from "wouter";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";

/** Why a permalink has led to the newest messages: the one it names was deleted, or never was. */
export function MessageGone({ roomID }: { roomID: number }) {
  const [, navigate] = useLocation();

  function close() {
    navigate(`/rooms/${roomID}`, { replace: true });
    document.getElementById("main")?.focus();
  }

  return (
    <div className="message-gone">
      <p role="status">{t("room.messageGone")}</p>
      <IconButton label={t("close")} onClick={close}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
