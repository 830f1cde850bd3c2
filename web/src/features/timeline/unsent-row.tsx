import { CircleAlert, Clock } from "lucide-react";
import { useState } from "react";
import type { User } from "@/api/types";
import type { Unsent } from "@/features/outbox/outbox";
import { useOutbox, useWaitingFor } from "@/features/outbox/outbox-context";
import { copyText } from "@/lib/clipboard";
import { isEmojiOnly } from "@/lib/emoji";
import { textOf } from "@/lib/html";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { MessageFrame } from "./message-row";

interface UnsentRowProps {
  unsent: Unsent;
  me: User;
  grouped: boolean;
}

/** A message of mine that the server does not have yet. */
export function UnsentRow({ unsent, me, grouped }: UnsentRowProps) {
  const text = textOf(unsent.body);
  const failed = unsent.state === "failed";
  return (
    <li
      className={`message ${grouped ? "message-grouped" : ""} ${failed ? "message-failed" : "message-pending"}`}
    >
      <MessageFrame author={me} at={new Date(unsent.writtenAt)} grouped={grouped}>
        <p className={`message-text message-text-plain ${isEmojiOnly(text) ? "message-text-large" : ""}`}>
          {text}
        </p>
        {failed ? <Refusal unsent={unsent} text={text} /> : <Waiting onlyHere={unsent.onlyHere} />}
      </MessageFrame>
    </li>
  );
}

const reasons = {
  line: () => t("unsent.waiting"),
  server: () => t("unsent.putOff"),
  "room on the disk": () => t("unsent.diskFull"),
};

/** Quiet while all is well: a message is usually there before anyone could read this. */
function Waiting({ onlyHere = false }) {
  const waitingFor = useWaitingFor();
  if (waitingFor === "turn") return <span className="visually-hidden">{t("unsent.sending")}</span>;
  return (
    <>
      <p className="unsent-note">
        <Clock aria-hidden="true" /> {reasons[waitingFor]()}
      </p>
      {onlyHere && <p className="unsent-note">{t("unsent.onlyHere")}</p>}
    </>
  );
}

function Refusal({ unsent, text }: { unsent: Unsent; text: string }) {
  const outbox = useOutbox();
  const [copied, setCopied] = useState(false);

  function discard() {
    outbox.remove(unsent.clientMessageID);
    notify(t("unsent.discarded"), { label: t("undo"), run: () => outbox.putBack(unsent) });
  }

  return (
    <div role="alert">
      <p className="unsent-note">
        <CircleAlert aria-hidden="true" />
        <span>
          <strong>{t("unsent.failed")}</strong> {unsent.reason || t("unsent.old")}
        </span>
      </p>
      <p className="unsent-actions">
        <button type="button" className="link-button" onClick={() => outbox.retry(unsent.clientMessageID)}>
          {t("unsent.retry")}
        </button>
        <button type="button" className="link-button" onClick={async () => setCopied(await copyText(text))}>
          {copied ? t("copied") : t("unsent.copy")}
        </button>
        <button type="button" className="link-button" onClick={discard}>
          {t("unsent.discard")}
        </button>
      </p>
    </div>
  );
}
