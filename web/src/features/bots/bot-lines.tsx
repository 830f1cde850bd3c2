import type { BotPlaces } from "@/api/types";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { CopyLine } from "./copy-line";

/** Lines to paste into a shell, and the address for tools that speak to Slack, for each room. */
export function BotLines({ bot, botKey }: { bot: BotPlaces; botKey: string | undefined }) {
  const files = useSession().flags.files_enabled;
  return (
    <section className="setting">
      <h2 className="setting-title">{t("bots.lines")}</h2>
      <p className="choice-meaning">
        {bot.rooms.length === 0 ? t("bots.noRooms") : t(botKey ? "bots.linesReady" : "bots.linesLead")}
      </p>
      {bot.rooms.map((room, i) => {
        const base = `${location.origin}/rooms/${room.id}/${botKey ?? "$CAMPFIRE_KEY"}/`;
        return (
          <details className="bot-room" name="bot-room" key={room.id} open={i === 0}>
            <summary dir="auto">{room.name}</summary>
            <CopyLine name={t("bots.lineText")} text={`curl -d 'Hello!' "${base}messages"`} />
            {files && (
              <CopyLine
                name={t("bots.lineFile")}
                text={`curl -F "attachment=@/path/to/file" "${base}messages"`}
              />
            )}
            <CopyLine name={t("bots.lineSlack")} text={`${base}slack`} />
          </details>
        );
      })}
      {bot.hidden_rooms > 0 && (
        <p className="choice-meaning">{t("bots.hidden", { count: bot.hidden_rooms })}</p>
      )}
    </section>
  );
}
