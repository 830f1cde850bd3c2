import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Bot } from "@/api/types";
import { Page } from "@/features/room/page";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import { AddBot } from "./add-bot";
import { botsQuery } from "./bot-queries";
import "@/features/room-settings/room-settings.css";
import "@/features/account/account.css";

/** The programs in the team, for administrators. */
export default function BotsPage() {
  const { user } = useSession();
  return (
    <Page title={t("bots.title")} back="/account/edit">
      {user.role === "administrator" ? <Bots /> : <p>{t("bots.forAdministrators")}</p>}
    </Page>
  );
}

function Bots() {
  const { data: bots, error } = useQuery(botsQuery);
  const on = useSession().flags.bot_integrations_enabled;
  if (!bots)
    return error ? (
      <p className="form-problem" role="alert">
        {problemOf(error)}
      </p>
    ) : (
      <p className="page-loading">{t("loading")}</p>
    );
  return (
    <>
      {!on && <p className="form-note">{t("bots.off")}</p>}
      <section className="setting">
        <p>{t("bots.lead")}</p>
        {bots.length === 0 && <p className="choice-meaning">{t("bots.none")}</p>}
        <ul aria-label={t("bots.title")}>
          {bots.map((bot) => (
            <BotRow key={bot.id} bot={bot} />
          ))}
        </ul>
      </section>
      <AddBot on={on} />
    </>
  );
}

function BotRow({ bot }: { bot: Bot }) {
  return (
    <li>
      <Link className="account-person" href={`/account/bots/${bot.id}`}>
        <Avatar person={{ ...bot, avatar_url: null }} size={32} />
        <span className="account-person-words">
          <span className="truncate" dir="auto">
            {bot.name}
          </span>
          <span className="account-person-email truncate">{bot.webhook_url || t("bots.noWebhook")}</span>
        </span>
      </Link>
    </li>
  );
}
