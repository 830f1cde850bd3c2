import { useQueryClient } from "@tanstack/react-query";
import { Pencil, Square, Trash2, Volume2 } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { deleteClip, uploadClip } from "@/api/clips";
import type { Clip } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { play, player, stop } from "@/features/sounds/player";
import { language, t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";
import { notify } from "@/ui/notices";
import { RenameForm } from "./rename-form";

interface ClipRowProps {
  clip: Clip;
  /** What the player calls it: no message has a negative id. */
  playerID: number;
}

/** One of the team's own sounds: to hear, to rename, to delete. */
export function ClipRow({ clip, playerID }: ClipRowProps) {
  const [renaming, setRenaming] = useState(false);
  const { remove, pending } = useDelete(clip);
  const playing = useStore(player, (state) => state.playing === playerID);
  return (
    <li className="clip">
      <div className="clip-line">
        <IconButton
          label={t(playing ? "clips.stop" : "clips.play", { name: clip.name })}
          onClick={() => (playing ? stop() : void play({ messageID: playerID, url: clip.audio_url }))}
        >
          {playing ? <Square aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
        </IconButton>
        <div className="clip-words">
          <span className="clip-name">{clip.name}</span>
          <span className="clip-facts">
            {factsOf(clip)}
            {clip.replaces && <span className="clip-mark">{t("clips.replaces")}</span>}
          </span>
        </div>
        <IconButton
          label={t("clips.renameNamed", { name: clip.name })}
          aria-expanded={renaming}
          onClick={() => setRenaming(!renaming)}
        >
          <Pencil aria-hidden="true" />
        </IconButton>
        <IconButton label={t("clips.deleteNamed", { name: clip.name })} disabled={pending} onClick={remove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      {renaming && <RenameForm clip={clip} onDone={() => setRenaming(false)} />}
    </li>
  );
}

/** "1.2 s · 34 KB" */
function factsOf({ seconds, size_bytes }: Clip): string {
  const number = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 });
  return t("clips.facts", {
    seconds: number.format(seconds),
    size: number.format(Math.ceil(size_bytes / 1024)),
  });
}

/** Deletes at once. What it held is kept for as long as it can be undone. */
function useDelete(clip: Clip) {
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ["sounds"] });

  async function attempt(what: () => Promise<void>) {
    setPending(true);
    try {
      await what();
      await refresh();
    } catch (error) {
      notify(problemOf(error as Error));
    }
    setPending(false);
  }

  async function remove() {
    const mp3 = await deleteClip(clip);
    const undo = () => void attempt(async () => void (await uploadClip(clip.name, mp3)));
    notify(t("clips.deleted", { name: clip.name }), { label: t("undo"), run: undo });
  }

  return { pending, remove: () => void attempt(remove) };
}
