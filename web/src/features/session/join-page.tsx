import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { Problem } from "@/api/problem";
import { fetchInvitation, join, type Registration } from "@/api/session";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { TextField } from "@/ui/text-field";
import { Hearth } from "./hearth";
import { useAccountForm } from "./use-account-form";

/** Where an invite link leads. */
export function JoinPage({ code }: { code: string }) {
  const invitation = useQuery({
    queryKey: ["invitation", code],
    queryFn: () => fetchInvitation(code),
    retry: (count, error) => !(error instanceof Problem) && count < 3,
  });
  useTitle(t("join.title"));

  if (invitation.isPending) return null;
  if (invitation.isError) return <ClosedDoor error={invitation.error} />;
  return <JoinForm code={code} accountName={invitation.data} />;
}

function JoinForm({ code, accountName }: { code: string; accountName: string }) {
  const { props, isPending, errors, error, problem } = useAccountForm((values: Registration) =>
    join(code, values),
  );
  const taken = error instanceof Problem && error.code === "email_taken";
  const email = () => new FormData(props.ref.current ?? undefined).get("email_address");

  return (
    <Hearth title={t("join.heading", { accountName })} lead={t("join.lead")} accountName={accountName}>
      <form className="hearth-form" {...props}>
        {(problem || taken) && (
          <p className="form-problem" role="alert">
            {taken ? t("join.emailTaken") : problem}{" "}
            {taken && (
              <Link href={`/session/new?email_address=${encodeURIComponent(String(email() ?? ""))}`}>
                {t("join.signInInstead")}
              </Link>
            )}
          </p>
        )}
        <TextField
          label={t("form.yourName")}
          name="name"
          autoComplete="name"
          maxLength={100}
          required
          autoFocus
          hint={t("join.nameHint")}
          error={errors.name}
        />
        <TextField
          label={t("form.email")}
          name="email_address"
          type="email"
          autoComplete="username"
          required
          error={errors.email_address}
        />
        <TextField
          label={t("form.password")}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          maxLength={72}
          required
          hint={t("form.passwordHint")}
          error={errors.password}
        />
        <button className="button button-primary button-large" type="submit" disabled={isPending}>
          {isPending ? t("join.submitting") : t("join.submit")}
        </button>
      </form>
      <p className="hearth-foot">
        {t("join.haveAccount")} <Link href="/session/new">{t("join.signIn")}</Link>
      </p>
    </Hearth>
  );
}

/** The link does not open anything: say why, and what to do instead. */
function ClosedDoor({ error }: { error: Error }) {
  const gone = error instanceof Problem && error.status === 404;
  return (
    <Hearth
      title={gone ? t("join.goneTitle") : t("problem.title")}
      lead={gone ? t("join.goneLead") : error instanceof Problem ? error.message : t("problem.unreachable")}
      warmth={0.1}
    >
      <p className="hearth-form">
        <Link className="button" href="/session/new">
          {t("join.signIn")}
        </Link>
      </p>
    </Hearth>
  );
}
