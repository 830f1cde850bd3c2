import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { NewAccessToken } from "@/api/tokens";
import { copyText } from "@/lib/clipboard";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";

/** A token that was just made: this is the one time it can be copied. */
export function FreshToken({ token, onDone }: { token: NewAccessToken; onDone(): void }) {
  const [copied, setCopied] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);

  async function copy() {
    const done = await copyText(token.token);
    setCopied(done);
    announce(done ? t("tokens.copied") : t("invite.notCopied"));
  }

  return (
    <div className="transfer">
      <div className="transfer-words">
        <p>{t("tokens.once")}</p>
        <div className="transfer-row">
          <input
            className="field-input transfer-link"
            readOnly
            value={token.token}
            aria-label={t("tokens.fresh", { name: token.name })}
            onFocus={(event) => event.target.select()}
          />
          <button type="button" className="button" ref={button} onClick={() => void copy()}>
            {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            {copied ? t("copied") : t("tokens.copy")}
          </button>
        </div>
        <pre className="token-try">
          curl -H "Authorization: Bearer {token.token}" {location.origin}/api/rooms
        </pre>
        <button type="button" className="button" onClick={onDone}>
          {t("tokens.done")}
        </button>
      </div>
    </div>
  );
}
