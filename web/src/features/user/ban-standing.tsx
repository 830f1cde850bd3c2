import { unbanUser } from "@/api/people";
import type { Ban, Profile } from "@/api/types";
import { language, t } from "@/lib/i18n";
import { Problem } from "./administration";
import { useChangePerson } from "./user-queries";

/** How somebody is banned, how far the removal of their messages is, and the way back. */
export function BanStanding({ profile }: { profile: Profile }) {
  const { change, problem } = useChangePerson(() => unbanUser(profile.id));
  const { ban } = profile;
  return (
    <>
      {ban && <Removal ban={ban} />}
      <div className="way-out">
        <p>
          {until(ban)}{" "}
          {ban && ban.addresses.length > 0 && t("ban.bannedAddresses", { list: ban.addresses.join(", ") })}
        </p>
        <button type="button" className="button" disabled={change.isPending} onClick={() => change.mutate()}>
          {t("ban.lift")}
        </button>
        <Problem text={problem} />
      </div>
    </>
  );
}

function until(ban: Ban | undefined): string {
  if (!ban?.until) return t("ban.forGood");
  const date = new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "short" });
  return t("ban.until", { date: date.format(new Date(ban.until)) });
}

function Removal({ ban }: { ban: Ban }) {
  const { removal } = ban;
  if (!removal) return null;
  const { total, removed, done } = removal;
  return (
    <div className="ban-removal" role="status">
      <p>{t(done ? "ban.removed" : "ban.removing", { total, removed })}</p>
      {!done && <progress value={removed} max={Math.max(total, 1)} aria-label={t("ban.progress")} />}
    </div>
  );
}
