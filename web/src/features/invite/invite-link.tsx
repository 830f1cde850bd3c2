import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useSession } from "@/features/session/session-query";
import { copyText } from "@/lib/clipboard";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import "./invite-link.css";

const copiedShownFor = 2_500;

/** The link that lets colleagues in, ready to be sent to them. Nothing for those who have none to give. */
export function InviteLink({ lead }: { lead?: string }) {
  const { account } = useSession();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedShownFor);
    return () => clearTimeout(timer);
  }, [copied]);

  if (!account.join_url) return null;
  const link = account.join_url;

  async function copy() {
    const done = await copyText(link);
    setCopied(done);
    announce(done ? t("invite.copied") : t("invite.notCopied"));
  }

  return (
    <div className="invite">
      {lead && <p className="invite-lead">{lead}</p>}
      <div className="invite-row">
        <input
          className="invite-link"
          readOnly
          value={link}
          aria-label={t("invite.link")}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button" onClick={() => void copy()}>
          {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          {copied ? t("copied") : t("invite.copy")}
        </button>
      </div>
    </div>
  );
}
