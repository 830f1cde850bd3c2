import { type FormEvent, useState } from "react";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { SaveRow } from "@/ui/save-row";
import { TextArea } from "@/ui/text-area";
import { TextField } from "@/ui/text-field";
import { useSaveProfile } from "./use-save-profile";

const maxBio = 200;

/** What the others see of me, and how I sign in. */
export function ProfileForm() {
  const { user } = useSession();
  const [form, setForm] = useState({ name: user.name, email_address: user.email_address, bio: user.bio });
  const { save, fields, problem } = useSaveProfile();
  const changed =
    form.name !== user.name || form.email_address !== user.email_address || form.bio !== user.bio;

  function edit(change: Partial<typeof form>) {
    setForm({ ...form, ...change });
    save.reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!changed || save.isPending) return;
    save.mutate(form, { onSuccess: ({ name, email_address, bio }) => setForm({ name, email_address, bio }) });
  }

  return (
    <form className="setting form-stack" onSubmit={onSubmit} noValidate>
      <TextField
        label={t("form.yourName")}
        value={form.name}
        maxLength={100}
        autoComplete="name"
        dir="auto"
        error={fields.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextField
        label={t("form.email")}
        type="email"
        autoComplete="email"
        value={form.email_address}
        hint={t("profile.emailHint")}
        error={fields.email_address}
        onChange={(event) => edit({ email_address: event.target.value })}
      />
      <TextArea
        label={t("profile.bio")}
        value={form.bio}
        maxLength={maxBio}
        dir="auto"
        hint={t("profile.bioHint", { left: maxBio - form.bio.length })}
        error={fields.bio}
        onChange={(event) => edit({ bio: event.target.value })}
      />
      <SaveRow problem={problem} changed={changed} pending={save.isPending} saved={save.isSuccess} />
    </form>
  );
}
