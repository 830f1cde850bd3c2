import { signIn } from "@/api/session";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { TextField } from "@/ui/text-field";
import { Hearth } from "./hearth";
import { useAccountForm } from "./use-account-form";

interface SignInPageProps {
  accountName: string;
  /** What the administrators say to those who cannot sign in. */
  help?: string;
  /** The session ended while somebody was working; say so rather than leave them wondering. */
  ended?: boolean;
}

export function SignInPage({ accountName, help = "", ended = false }: SignInPageProps) {
  const { props, isPending, errors, problem } = useAccountForm(signIn);
  const known = new URLSearchParams(location.search).get("email_address") ?? "";
  useTitle(t("signIn.title"));

  return (
    <Hearth
      title={ended ? t("signIn.endedTitle") : t("signIn.heading")}
      lead={ended ? t("signIn.endedLead") : t("signIn.lead")}
      accountName={accountName}
    >
      <form className="hearth-form" {...props}>
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <TextField
          label={t("form.email")}
          name="email_address"
          type="email"
          autoComplete="username"
          defaultValue={known}
          required
          autoFocus={!known}
          error={errors.email_address}
        />
        <TextField
          label={t("form.password")}
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={72}
          required
          autoFocus={known !== ""}
          error={errors.password}
        />
        <button className="button button-primary button-large" type="submit" disabled={isPending}>
          {isPending ? t("signIn.submitting") : t("signIn.submit")}
        </button>
      </form>
      <p className="hearth-foot hearth-help" dir="auto">
        {help || t("signIn.noAccount")}
      </p>
    </Hearth>
  );
}
