import { type FormEvent, useState } from "react";
import type { Account } from "@/api/types";
import { t } from "@/lib/i18n";
import { SaveRow } from "@/ui/save-row";
import { TextArea } from "@/ui/text-area";
import { TextField } from "@/ui/text-field";
import { useSaveAccount } from "./account-queries";

/** What the team is called, and what it says to those who cannot sign in. */
export function TeamForm({ account }: { account: Account }) {
  const [form, setForm] = useState({ name: account.name, sign_in_help: account.sign_in_help });
  const { save, fields, problem } = useSaveAccount();
  const changed = form.name !== account.name || form.sign_in_help !== account.sign_in_help;

  function edit(change: Partial<typeof form>) {
    setForm({ ...form, ...change });
    save.reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!changed || save.isPending) return;
    save.mutate(form, { onSuccess: ({ name, sign_in_help }) => setForm({ name, sign_in_help }) });
  }

  return (
    <form className="setting form-stack" onSubmit={onSubmit} noValidate>
      <TextField
        label={t("firstRun.teamName")}
        value={form.name}
        maxLength={100}
        dir="auto"
        autoComplete="off"
        error={fields.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextArea
        label={t("account.help")}
        hint={t("account.helpHint")}
        value={form.sign_in_help}
        maxLength={500}
        dir="auto"
        error={fields.sign_in_help}
        onChange={(event) => edit({ sign_in_help: event.target.value })}
      />
      <SaveRow problem={problem} changed={changed} pending={save.isPending} saved={save.isSuccess} />
    </form>
  );
}
