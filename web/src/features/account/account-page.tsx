import { useQuery } from "@tanstack/react-query";
import { Bot, ImageUp, ListChecks, Volume2 } from "lucide-react";
import { Link } from "wouter";
import type { Account } from "@/api/types";
import { Page } from "@/features/room/page";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { Coming } from "@/ui/coming";
import { Logo } from "@/ui/flame";
import { accountQuery } from "./account-queries";
import { AccountSettings } from "./account-settings";
import { Invitation } from "./invitation";
import { PeopleList } from "./people-list";
import { StylesEditor } from "./styles-editor";
import { TeamForm } from "./team-form";
import "@/features/room-settings/room-settings.css";
import "./account.css";

/** The team: its name, who comes in, who is in it, and what it looks like. */
export default function AccountPage() {
  const { data: account, error } = useQuery(accountQuery);
  return (
    <Page title={t("account.title")} back="/">
      {account && <Team account={account} />}
      {!account && error && (
        <p className="form-problem" role="alert">
          {problemOf(error)}
        </p>
      )}
      {!account && !error && <p className="page-loading">{t("loading")}</p>}
    </Page>
  );
}

function Team({ account }: { account: Account }) {
  const { user } = useSession();
  const administers = user.role === "administrator";
  return (
    <>
      <div className="account-face">
        <Logo size={56} />
        {administers ? (
          <Coming icon={<ImageUp aria-hidden="true" />} action={t("account.logo")} />
        ) : (
          <h2 className="setting-title" dir="auto">
            {account.name}
          </h2>
        )}
      </div>
      {administers && <TeamForm account={account} />}
      <Invitation account={account} administers={administers} />
      {administers && (
        <>
          <PeopleList />
          <AccountSettings account={account} />
          <section className="setting">
            <h2 className="setting-title">{t("clips.title")}</h2>
            <p className="choice-meaning">{t("clips.meaning")}</p>
            <div className="form-actions">
              <Link className="button" href="/account/sounds">
                <Volume2 aria-hidden="true" /> {t("clips.open")}
              </Link>
            </div>
          </section>
          <section className="setting">
            <h2 className="setting-title">{t("bots.title")}</h2>
            <p className="choice-meaning">{t("bots.meaning")}</p>
            <div className="form-actions">
              <Link className="button" href="/account/bots">
                <Bot aria-hidden="true" /> {t("bots.open")}
              </Link>
              <Link className="button" href="/account/jobs">
                <ListChecks aria-hidden="true" /> {t("jobs.open")}
              </Link>
            </div>
          </section>
          <StylesEditor account={account} />
        </>
      )}
    </>
  );
}
