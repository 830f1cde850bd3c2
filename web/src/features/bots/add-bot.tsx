import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { createBot } from "@/api/bots";
import { t } from "@/lib/i18n";
import { BotForm } from "./bot-form";
import { botsQuery, freshKeys } from "./bot-queries";

/** Adds a bot, and goes where its key is shown. */
export function AddBot({ on }: { on: boolean }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const create = useMutation({
    mutationFn: createBot,
    onSuccess(bot) {
      freshKeys.set(bot.id, bot);
      void queries.invalidateQueries(botsQuery);
      navigate(`/account/bots/${bot.id}`);
    },
  });
  const title = <h2 className="setting-title">{t("bots.addTitle")}</h2>;
  return (
    <BotForm title={title} bot={{ name: "", webhook_url: "" }} save={create} action={t("bots.add")} on={on} />
  );
}
