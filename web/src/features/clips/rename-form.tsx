import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { renameClip } from "@/api/clips";
import type { Clip } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { TextField } from "@/ui/text-field";

interface RenameFormProps {
  clip: Clip;
  onDone(): void;
}

export function RenameForm({ clip, onDone }: RenameFormProps) {
  const queries = useQueryClient();
  const [name, setName] = useState(clip.name);
  const rename = useMutation({
    mutationFn: () => renameClip(clip.name, name),
    async onSuccess({ name }) {
      announce(t("clips.renamed", { name }));
      await queries.invalidateQueries({ queryKey: ["sounds"] });
      onDone();
    },
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (name === clip.name) onDone();
    else if (!rename.isPending) rename.mutate();
  }

  return (
    <form
      className="clip-rename"
      noValidate
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // Else the page would close.
        onDone();
      }}
    >
      <TextField
        label={t("clips.renameLabel", { name: clip.name })}
        hint={t("clips.renameHint")}
        error={problemOf(rename.error)}
        value={name}
        maxLength={40}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.target.value.trim().toLowerCase())}
      />
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={rename.isPending}>
          {t("save")}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}
