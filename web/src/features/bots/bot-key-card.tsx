import { useEffect, useRef } from "react";
import type { BotKey } from "@/api/types";
import { t } from "@/lib/i18n";
import { CopyLine } from "./copy-line";

/** A key and a secret that were just made: nobody sees them again. */
export function BotKeyCard({ fresh }: { fresh: BotKey }) {
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new key is to be seen
  useEffect(() => {
    title.current?.focus();
    title.current?.scrollIntoView({ block: "nearest" });
  }, [fresh]);
  return (
    <section className="form-note form-stack bot-key">
      <h2 className="setting-title" tabIndex={-1} ref={title}>
        {t("bots.keyTitle")}
      </h2>
      <p>{t("bots.keyLead")}</p>
      <CopyLine name={t("bots.key")} text={fresh.bot_key} />
      <CopyLine name={t("bots.secret")} text={fresh.webhook_secret} />
    </section>
  );
}
