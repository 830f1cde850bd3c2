import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { BotChange } from "@/api/bots";
import { Problem } from "@/api/problem";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { SaveRow } from "@/ui/save-row";
import { TextField } from "@/ui/text-field";

interface BotFormProps {
  title: ReactNode;
  bot: BotChange;
  save: UseMutationResult<unknown, Error, BotChange>;
  action?: string;
  on: boolean;
}

/** A bot's name and webhook. */
export function BotForm({ title, bot, save, action, on }: BotFormProps) {
  const [name, setName] = useState(bot.name);
  const [webhook, setWebhook] = useState(bot.webhook_url);
  const changed = name !== bot.name || webhook !== bot.webhook_url;
  const fields: Readonly<Record<string, string>> = save.error instanceof Problem ? save.error.fields : {};
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (changed && !save.isPending) save.mutate({ name, webhook_url: webhook });
  }
  return (
    <form className="setting form-stack" noValidate onSubmit={onSubmit}>
      {title}
      <TextField
        label={t("bots.name")}
        error={fields.name}
        value={name}
        maxLength={100}
        autoComplete="off"
        dir="auto"
        disabled={!on}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t("bots.webhook")}
        hint={t("bots.webhookHint")}
        error={fields.webhook_url}
        optional
        type="url"
        value={webhook}
        autoComplete="off"
        placeholder="https://"
        disabled={!on}
        onChange={(event) => setWebhook(event.target.value)}
      />
      <SaveRow
        problem={Object.keys(fields).length === 0 ? problemOf(save.error) : ""}
        changed={changed && on}
        pending={save.isPending}
        saved={save.isSuccess}
        {...(action ? { action } : {})}
      />
    </form>
  );
}
