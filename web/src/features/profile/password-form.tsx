import { type FormEvent, useState } from "react";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { SaveRow } from "@/ui/save-row";
import { TextField } from "@/ui/text-field";
import { useSaveProfile } from "./use-save-profile";

const empty = { current_password: "", password: "" };

/** A new password, which signs the other devices out. */
export function PasswordForm() {
  const { user } = useSession();
  const [form, setForm] = useState(empty);
  const { save, fields, problem } = useSaveProfile();
  const changed = form.password !== "";

  function edit(change: Partial<typeof form>) {
    setForm({ ...form, ...change });
    save.reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (changed && !save.isPending) save.mutate(form, { onSuccess: () => setForm(empty) });
  }

  return (
    <form className="setting form-stack" onSubmit={onSubmit} noValidate>
      <div>
        <h2 className="setting-title">{t("profile.password")}</h2>
        <p className="choice-meaning">{t("profile.passwordLead")}</p>
      </div>
      {/* For password managers, which otherwise ask whose password it is. */}
      <input
        className="visually-hidden"
        type="text"
        autoComplete="username"
        value={user.email_address}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        label={t("profile.passwordCurrent")}
        type="password"
        autoComplete="current-password"
        maxLength={72}
        value={form.current_password}
        error={fields.current_password}
        onChange={(event) => edit({ current_password: event.target.value })}
      />
      <TextField
        label={t("profile.passwordNew")}
        type="password"
        autoComplete="new-password"
        maxLength={72}
        value={form.password}
        hint={t("form.passwordHint")}
        error={fields.password}
        onChange={(event) => edit({ password: event.target.value })}
      />
      <SaveRow
        problem={problem}
        changed={changed}
        pending={save.isPending}
        saved={save.isSuccess}
        action={t("profile.passwordChange")}
      />
    </form>
  );
}
