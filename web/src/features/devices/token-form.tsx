import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Problem } from "@/api/problem";
import { type AccessToken, makeToken, type NewAccessToken } from "@/api/tokens";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { TextField } from "@/ui/text-field";

const lifetimes = [7, 30, 90, 365, 0] as const;

const scopes = [
  ["read", "tokens.scope.read"],
  ["write", "tokens.scope.write"],
  ["admin", "tokens.scope.admin"],
] as const;

const blank = { name: "", scope: "read" as AccessToken["scope"], expires_in_days: 90 };

interface TokenFormProps {
  onMade(token: NewAccessToken): void;
  onCancel(): void;
}

/** What a token is for, how far it reaches, and until when. */
export function TokenForm({ onMade, onCancel }: TokenFormProps) {
  const { user } = useSession();
  const [form, setForm] = useState(blank);
  const made = useMutation({
    mutationFn: makeToken,
    onSuccess: (token) => {
      setForm(blank);
      onMade(token);
    },
  });
  const refused = made.error instanceof Problem ? made.error : undefined;

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!made.isPending) made.mutate(form);
  }

  const offered = scopes.filter(([scope]) => scope !== "admin" || user.role === "administrator");
  return (
    <form className="form-stack" onSubmit={onSubmit} noValidate>
      <TextField
        label={t("tokens.name")}
        hint={t("tokens.nameHint")}
        value={form.name}
        maxLength={60}
        autoFocus
        autoComplete="off"
        dir="auto"
        error={refused?.fields.name}
        onChange={(event) => setForm({ ...form, name: event.target.value })}
      />
      <Choice
        label={t("tokens.scope")}
        value={form.scope}
        options={offered.map(([scope, text]) => [scope, t(text)])}
        onChange={(scope) => setForm({ ...form, scope: scope as AccessToken["scope"] })}
      />
      <Choice
        label={t("tokens.lifetime")}
        value={String(form.expires_in_days)}
        options={lifetimes.map((days) => [String(days), t("tokens.days", { days })])}
        onChange={(days) => setForm({ ...form, expires_in_days: Number(days) })}
      />
      {made.isError && !refused?.fields.name && (
        <p className="form-problem" role="alert">
          {refused?.message ?? t("problem.unreachable")}
        </p>
      )}
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={made.isPending}>
          {t("tokens.make")}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field-input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
