import { type FormEvent, useState } from "react";
import { firstRun } from "@/api/session";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { TextField } from "@/ui/text-field";
import { Hearth } from "./hearth";
import { useAccountForm } from "./use-account-form";

/** The very first page: whoever fills it in owns the place. The fire warms as they do. */
export function FirstRunPage() {
  const [warmth, setWarmth] = useState(0);
  const { props, isPending, errors, problem } = useAccountForm(firstRun);
  useTitle(t("firstRun.title"));

  return (
    <Hearth title={t("firstRun.title")} lead={t("firstRun.lead")} warmth={isPending ? 1 : warmth}>
      <form
        className="hearth-form"
        {...props}
        onInput={(event: FormEvent<HTMLFormElement>) => {
          props.onInput(event);
          setWarmth(warmthOf(event.currentTarget));
        }}
      >
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <TextField
          label={t("form.yourName")}
          name="name"
          autoComplete="name"
          maxLength={100}
          required
          autoFocus
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
        <TextField
          label={t("firstRun.teamName")}
          name="account_name"
          autoComplete="organization"
          maxLength={100}
          optional
          placeholder="Campfire"
          error={errors.account_name}
        />
        <button className="button button-primary button-large" type="submit" disabled={isPending}>
          {isPending ? t("firstRun.submitting") : t("firstRun.submit")}
        </button>
      </form>
    </Hearth>
  );
}

/** How much of the form is filled in: a third for each thing that is needed, a little more for the team's name. */
export function warmthOf(form: HTMLFormElement): number {
  const inputs = [...form.querySelectorAll("input")];
  const filled = inputs.filter((input) => input.value.trim() !== "" && input.validity.valid);
  const needed = filled.filter((input) => input.required).length;
  return Math.min(1, (needed + 0.35 * (filled.length - needed)) / 3);
}
