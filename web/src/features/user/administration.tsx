import { useRef } from "react";
import { type PersonChange, updatePerson } from "@/api/people";
import type { Profile } from "@/api/types";
import { t } from "@/lib/i18n";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { BanDialog } from "./ban-dialog";
import { BanStanding } from "./ban-standing";
import { SignInLink } from "./sign-in-link";
import { useChangePerson } from "./user-queries";

/** What an administrator can do about somebody. */
export function Administration({ profile }: { profile: Profile }) {
  return (
    <section className="setting ways-out">
      <h2 className="setting-title">{t("administration.title")}</h2>
      {profile.status === "active" && <RoleRow profile={profile} />}
      {profile.status === "active" && <SignInLink profile={profile} />}
      {profile.status === "banned" ? <BanStanding profile={profile} /> : <StatusRow profile={profile} />}
      {profile.status === "active" && <BanRow profile={profile} />}
    </section>
  );
}

function RoleRow({ profile }: { profile: Profile }) {
  const { change, problem } = useChangePerson((to: PersonChange) => updatePerson(profile.id, to));
  const administrator = profile.role === "administrator";
  return (
    <div className="way-out">
      <p>{t(administrator ? "administration.isAdministrator" : "administration.isMember")}</p>
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        onClick={() => change.mutate({ role: administrator ? "member" : "administrator" })}
      >
        {t(administrator ? "administration.makeMember" : "administration.makeAdministrator")}
      </button>
      <Problem text={problem} />
    </div>
  );
}

/** Deactivates somebody, or brings them back. */
function StatusRow({ profile }: { profile: Profile }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { change, problem } = useChangePerson((to: PersonChange) => updatePerson(profile.id, to));
  if (profile.status === "deactivated")
    return (
      <div className="way-out">
        <p>{t("administration.reactivateLead")}</p>
        <button
          type="button"
          className="button"
          disabled={change.isPending}
          onClick={() => change.mutate({ status: "active" })}
        >
          {t("administration.reactivate")}
        </button>
        <Problem text={problem} />
      </div>
    );
  return (
    <div className="way-out">
      <p>{t("administration.deactivateLead")}</p>
      <button type="button" className="button button-danger" onClick={() => dialog.current?.showModal()}>
        {t("administration.deactivate")}
      </button>
      <ConfirmDialog
        ref={dialog}
        title={t("administration.deactivateTitle", { name: profile.name })}
        action={t("administration.deactivate")}
        pending={change.isPending}
        problem={problem}
        onConfirm={() =>
          change.mutate({ status: "deactivated" }, { onSuccess: () => dialog.current?.close() })
        }
      >
        <p>{t("administration.deactivateLoss")}</p>
      </ConfirmDialog>
    </div>
  );
}

function BanRow({ profile }: { profile: Profile }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <div className="way-out">
      <p>{t("ban.lead")}</p>
      <button type="button" className="button button-danger" onClick={() => dialog.current?.showModal()}>
        {t("ban.open")}
      </button>
      <BanDialog ref={dialog} profile={profile} />
    </div>
  );
}

export function Problem({ text }: { text: string }) {
  if (!text) return null;
  return (
    <p className="form-problem" role="alert">
      {text}
    </p>
  );
}
