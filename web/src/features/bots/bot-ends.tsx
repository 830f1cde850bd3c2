import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useLocation } from "wouter";
import { deleteBot, renewKey } from "@/api/bots";
import type { BotKey, BotPlaces } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { notify } from "@/ui/notices";
import { botsQuery } from "./bot-queries";

interface BotEndsProps {
  bot: BotPlaces;
  onKey(key: BotKey): void;
}

/** What ends something: the key, or the bot. */
export function BotEnds({ bot, onKey }: BotEndsProps) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const asksKey = useRef<HTMLDialogElement>(null);
  const asksEnd = useRef<HTMLDialogElement>(null);
  const renew = useMutation({
    mutationFn: () => renewKey(bot.id),
    onSuccess(key) {
      asksKey.current?.close();
      onKey(key);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteBot(bot.id),
    onSuccess() {
      void queries.invalidateQueries(botsQuery);
      notify(t("bots.removed", { name: bot.name }));
      navigate("/account/bots");
    },
  });
  return (
    <section className="setting ways-out">
      <div className="way-out">
        <p>{t("bots.renewLead")}</p>
        <button type="button" className="button" onClick={() => asksKey.current?.showModal()}>
          {t("bots.renew")}
        </button>
      </div>
      <div className="way-out">
        <p>{t("bots.removeLead")}</p>
        <button type="button" className="button button-danger" onClick={() => asksEnd.current?.showModal()}>
          {t("bots.remove")}
        </button>
      </div>
      <ConfirmDialog
        ref={asksKey}
        title={t("bots.renewTitle", { name: bot.name })}
        action={t("bots.renew")}
        pending={renew.isPending}
        problem={problemOf(renew.error)}
        onConfirm={() => renew.mutate()}
      >
        <p>{t("bots.renewLoss")}</p>
      </ConfirmDialog>
      <ConfirmDialog
        ref={asksEnd}
        title={t("bots.removeTitle", { name: bot.name })}
        action={t("bots.remove")}
        pending={remove.isPending}
        problem={problemOf(remove.error)}
        onConfirm={() => remove.mutate()}
      >
        <p>{t("bots.removeLoss")}</p>
      </ConfirmDialog>
    </section>
  );
}
