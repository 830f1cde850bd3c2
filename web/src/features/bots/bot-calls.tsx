import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { replayCall } from "@/api/bots";
import type { BotCall, BotPlaces } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useCalmly } from "@/lib/calmly";
import { t } from "@/lib/i18n";
import { daysAgo, fullTime, longDay, timeOfDay } from "@/lib/time";
import { announce } from "@/ui/announcer";
import { callsQuery } from "./bot-queries";

/** How the bot was called of late, and what it answered. */
export function BotCalls({ bot, on }: { bot: BotPlaces; on: boolean }) {
  const { data: calls, error } = useQuery({ ...callsQuery(bot.id), ...useCalmly() });
  return (
    <section className="setting" aria-labelledby="bot-calls">
      <h2 className="setting-title" id="bot-calls">
        {t("bots.calls")}
      </h2>
      {error && !calls && (
        <p className="form-problem" role="alert">
          {problemOf(error)}
        </p>
      )}
      {calls?.length === 0 && (
        <p className="choice-meaning">{t(bot.webhook_url ? "bots.noCalls" : "bots.noCallsEver")}</p>
      )}
      {calls && calls.length > 0 && (
        <ol>
          {calls.map((call) => (
            <Call key={call.id} bot={bot} call={call} on={on} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface CallProps {
  bot: BotPlaces;
  call: BotCall;
  on: boolean;
}

function Call({ bot, call, on }: CallProps) {
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayCall(bot.id, call.id),
    onSuccess() {
      announce(t("bots.replayed"));
      return queries.invalidateQueries(callsQuery(bot.id));
    },
  });
  const at = new Date(call.created_at);
  return (
    <li>
      <details className="bot-room">
        <summary>
          <span className={call.error ? "bot-status bot-status-bad" : "bot-status"}>
            {call.status || t("bots.noAnswer")}
          </span>
          <time dateTime={call.created_at} title={fullTime(at)}>
            {whenOf(at)}
          </time>
          <span className="choice-meaning">
            {t("bots.took", { milliseconds: call.milliseconds, attempt: call.attempt })}
          </span>
        </summary>
        {call.error && <p className="field-error">{call.error}</p>}
        {call.note && <p className="choice-meaning">{call.note}</p>}
        {call.hidden ? (
          <p className="choice-meaning">{t("bots.hiddenCall", { url: call.url })}</p>
        ) : (
          <>
            <Text name={t("bots.request", { url: call.url })} text={call.request} />
            <Text name={t("bots.answer", { type: call.content_type || "–" })} text={call.answer} />
          </>
        )}
        {on && bot.webhook_url && (
          <div className="form-actions">
            <button
              type="button"
              className="button"
              disabled={replay.isPending}
              onClick={() => replay.mutate()}
            >
              {t("bots.replay")}
            </button>
            <span role="status">{replay.isSuccess && t("bots.replayed")}</span>
          </div>
        )}
        {replay.isError && (
          <p className="form-problem" role="alert">
            {problemOf(replay.error)}
          </p>
        )}
      </details>
    </li>
  );
}

/** "09:12", and on which day unless that is today. */
function whenOf(at: Date): string {
  const now = new Date();
  return daysAgo(at, now) === 0
    ? timeOfDay(at)
    : t("audit.when", { day: longDay(at, now), time: timeOfDay(at) });
}

function Text({ name, text }: { name: string; text: string }) {
  return (
    <figure className="bot-text">
      <figcaption className="choice-meaning">{name}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is long is scrolled by keyboard, too */}
      <pre tabIndex={0}>{readable(text) || t("bots.empty")}</pre>
    </figure>
  );
}

/** JSON a line for each part of it; anything else, or what of it was not kept whole, as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
