import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { fetchVersions } from "@/api/messages";
import type { Message, Version } from "@/api/types";
import { t } from "@/lib/i18n";
import { fullTime } from "@/lib/time";
import { IconButton } from "@/ui/icon-button";
import { useActions } from "./actions";
import { focusBar } from "./message-bar";
import { reasonOf } from "./use-message-actions";

/** Everything a message has said, what it says now first. */
export function HistoryDialog({ message }: { message: Message }) {
  const actions = useActions();
  const dialog = useRef<HTMLDialogElement>(null);
  const [versions, setVersions] = useState<Version[]>();
  const [refusal, setRefusal] = useState("");

  useEffect(() => {
    dialog.current?.showModal();
    fetchVersions(message.room_id, message.id).then(
      (found) => setVersions(found.toReversed()),
      (error) => setRefusal(reasonOf(error)),
    );
  }, [message.room_id, message.id]);

  function onClose() {
    actions.showHistory(undefined);
    focusBar(message.id);
  }

  return (
    <dialog ref={dialog} className="dialog history" aria-labelledby="history-title" onClose={onClose}>
      <header className="history-head">
        <h2 className="dialog-title" id="history-title">
          {t("history.title")}
        </h2>
        <IconButton label={t("close")} onClick={() => dialog.current?.close()}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {refusal && (
        <p className="form-problem" role="alert">
          {refusal}
        </p>
      )}
      <ol className="history-list" aria-busy={!versions && !refusal} reversed>
        {versions?.map((version, n) => (
          <li key={version.created_at} className="history-version">
            <p className="history-when">
              {t(n === 0 ? "history.now" : "history.then", {
                name: version.author.name,
                time: fullTime(new Date(version.created_at)),
              })}
            </p>
            <div
              className="message-text"
              // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by the server at write and at read
              dangerouslySetInnerHTML={{ __html: version.body_html }}
            />
          </li>
        ))}
      </ol>
    </dialog>
  );
}
