import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { deleteCommand, saveCommand } from "@/api/bots";
import { Problem } from "@/api/problem";
import type { BotPlaces, Command } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";
import { notify } from "@/ui/notices";
import { SaveRow } from "@/ui/save-row";
import { TextField } from "@/ui/text-field";
import { botQuery } from "./bot-queries";

const nothing = { name: "", hint: "", description: "" };

/** What the bot answers after a slash. */
export default function BotCommands({ bot, on }: { bot: BotPlaces; on: boolean }) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries(botQuery(bot.id));
  const save = useMutation({ mutationFn: (command: Command) => saveCommand(bot.id, command), onSuccess });
  const remove = useMutation({
    mutationFn: ({ name }: Command) => deleteCommand(bot.id, name),
    onSuccess(_, command) {
      const undo = () => save.mutate(command);
      notify(t("bots.commandRemoved", { name: command.name }), { label: t("undo"), run: undo });
      return onSuccess();
    },
    onError: (error) => notify(problemOf(error)),
  });
  return (
    <section className="setting" aria-labelledby="bot-commands">
      <h2 className="setting-title" id="bot-commands">
        {t("bots.commands")}
      </h2>
      <p className="choice-meaning">{t(bot.webhook_url ? "bots.commandsLead" : "bots.commandsNeed")}</p>
      <ul>
        {bot.commands.map((command) => (
          <li className="member" key={command.name}>
            <p className="bot-command" dir="auto">
              <span>
                <b>/{command.name}</b> {command.hint}
              </span>
              <span className="choice-meaning">{command.description}</span>
            </p>
            {on && (
              <IconButton
                label={t("bots.removeCommand", { name: command.name })}
                disabled={remove.isPending}
                onClick={() => remove.mutate(command)}
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {on && bot.webhook_url && <AddCommand key={bot.commands.length} save={save} />}
    </section>
  );
}

function AddCommand({ save }: { save: ReturnType<typeof useMutation<unknown, Error, Command>> }) {
  const [command, setCommand] = useState(nothing);
  const fields: Readonly<Record<string, string>> = save.error instanceof Problem ? save.error.fields : {};
  const field = (name: keyof typeof nothing, label: string, length: number) => (
    <TextField
      label={label}
      error={fields[name]}
      value={command[name]}
      maxLength={length}
      optional={name === "hint"}
      autoComplete="off"
      autoCapitalize="off"
      dir="auto"
      onChange={({ target }) =>
        setCommand({ ...command, [name]: name === "name" ? target.value.replace(/^\//, "") : target.value })
      }
    />
  );
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate(command);
  }
  return (
    <details className="bot-room">
      <summary>{t("bots.addCommand")}</summary>
      <form className="form-stack" noValidate onSubmit={onSubmit}>
        {field("name", t("bots.commandName"), 33)}
        {field("description", t("bots.commandDescription"), 120)}
        {field("hint", t("bots.commandHint"), 60)}
        <SaveRow
          problem={Object.keys(fields).length === 0 ? problemOf(save.error) : ""}
          changed={command.name !== ""}
          pending={save.isPending}
          saved={false}
          action={t("bots.addCommand")}
        />
      </form>
    </details>
  );
}
