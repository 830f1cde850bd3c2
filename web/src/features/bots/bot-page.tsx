import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { type BotChange, updateBot } from "@/api/bots";
import type { BotPlaces } from "@/api/types";
import { Page } from "@/features/room/page";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { BotCalls } from "./bot-calls";
import { BotEnds } from "./bot-ends";
import { BotForm } from "./bot-form";
import { BotKeyCard } from "./bot-key-card";
import { BotLines } from "./bot-lines";
import { botQuery, botsQuery, freshKeys } from "./bot-queries";
import "@/features/room-settings/room-settings.css";
import "@/features/invite/invite-link.css";
import "./bots.css";

const BotCommands = lazy(() => import("./bot-commands"));

/** One bot, for administrators. */
export default function BotPage({ botID }: { botID: number }) {
  const { user } = useSession();
  const administers = user.role === "administrator";
  const { data: bot, error } = useQuery({ ...botQuery(botID), enabled: administers });
  return (
    <Page title={bot?.name ?? t("bots.title")} back="/account/bots">
      {bot && <Bot key={bot.id} bot={bot} />}
      {!bot && error && (
        <p className="form-problem" role="alert">
          {problemOf(error)}
        </p>
      )}
      {!bot && !error && <p>{t(administers ? "loading" : "bots.forAdministrators")}</p>}
    </Page>
  );
}

function Bot({ bot }: { bot: BotPlaces }) {
  const on = useSession().flags.bot_integrations_enabled;
  const queries = useQueryClient();
  const [fresh, setFresh] = useState(() => freshKeys.get(bot.id));
  useEffect(() => () => void freshKeys.delete(bot.id), [bot.id]);
  const save = useMutation({
    mutationFn: (change: BotChange) => updateBot(bot.id, change),
    onSuccess: () => queries.invalidateQueries(botsQuery), // and all that is below it
  });
  const title = (
    <div className="bot-face">
      <Avatar person={{ ...bot, avatar_url: null }} size={56} />
      <h2 className="setting-title" dir="auto">
        {bot.name}
      </h2>
    </div>
  );
  return (
    <>
      {!on && <p className="form-note">{t("bots.off")}</p>}
      {fresh && <BotKeyCard fresh={fresh} />}
      <BotForm key={bot.name + bot.webhook_url} title={title} bot={bot} save={save} on={on} />
      <BotLines bot={bot} botKey={fresh?.bot_key} />
      <Suspense>
        <BotCommands bot={bot} on={on} />
      </Suspense>
      <BotCalls bot={bot} on={on} />
      {on && <BotEnds bot={bot} onKey={setFresh} />}
    </>
  );
}
