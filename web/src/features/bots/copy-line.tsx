import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { copyText } from "@/lib/clipboard";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";

/** A line to be pasted somewhere, with its name. */
export function CopyLine({ name, text }: { name: string; text: string }) {
  const id = useId();
  const [copied, setCopied] = useState("");
  async function copy() {
    const done = await copyText(text);
    setCopied(done ? text : "");
    announce(t(done ? "copied" : "invite.notCopied"));
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {name}
      </label>
      <div className="invite-row">
        <input
          className="invite-link"
          id={id}
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="button"
          aria-label={t("bots.copyNamed", { name })}
          onClick={() => void copy()}
        >
          {copied === text ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {t(copied === text ? "copied" : "bots.copy")}
        </button>
      </div>
    </div>
  );
}
