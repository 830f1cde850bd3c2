import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import type { TransferLink } from "@/api/devices";
import { copyText } from "@/lib/clipboard";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";

interface TransferCardProps {
  link: TransferLink;
  onCancel(): void;
  onExpire(): void;
}

/** The link as text and as a QR code, with the time that is left. */
export function TransferCard({ link, onCancel, onExpire }: TransferCardProps) {
  const left = useSecondsLeft(link.expires_at, onExpire);
  const [copied, setCopied] = useState(false);

  async function copy() {
    const done = await copyText(link.url);
    setCopied(done);
    announce(done ? t("transfer.copied") : t("invite.notCopied"));
  }

  return (
    <div className="transfer">
      <img
        className="transfer-code"
        src={qrCode(link.url)}
        alt={t("transfer.code")}
        width={184}
        height={184}
      />
      <div className="transfer-words">
        <p>{t("transfer.how")}</p>
        <div className="transfer-row">
          <input
            className="field-input transfer-link"
            readOnly
            value={link.url}
            aria-label={t("transfer.link")}
            onFocus={(event) => event.target.select()}
          />
          <button type="button" className="button" onClick={() => void copy()}>
            {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            {copied ? t("copied") : t("invite.copy")}
          </button>
        </div>
        <p className="transfer-left" role="timer">
          {t("transfer.left", { time: clock(left) })}
        </p>
        <button type="button" className="button" onClick={onCancel}>
          {t("transfer.cancel")}
        </button>
      </div>
    </div>
  );
}

/** Seconds until a time, counted down; calls onOver when there are none left. */
function useSecondsLeft(until: string, onOver: () => void): number {
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(until)), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  useEffect(() => {
    if (left <= 0) onOver();
  }, [left, onOver]);
  return left;
}

function secondsTo(until: string): number {
  return Math.max(0, Math.ceil((new Date(until).getTime() - Date.now()) / 1_000));
}

/** "14:59". */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Where the server draws a text as a QR code. */
function qrCode(text: string): string {
  return `/qr_code/${btoa(text).replaceAll("+", "-").replaceAll("/", "_")}`;
}
