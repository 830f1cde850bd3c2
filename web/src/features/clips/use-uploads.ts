import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { uploadClip } from "@/api/clips";
import { Problem } from "@/api/problem";
import type { Clips } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { clipNameOf } from "./clip-name";

/** A file on its way to be a clip. */
export interface Upload {
  id: number;
  file: File;
  name: string;
  state: "waiting" | "sending" | "asking" | "refused";
  /** How much of it was sent, 0 to 1. */
  share: number;
  problem: string;
  /** It may work another time. */
  retry: boolean;
}

let lastID = 0;

/** Sends files one after the other. Those the team has a clip for already ask first; what fails stays, with the reason. */
export function useUploads(clips: Clips) {
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const busy = useRef(false);

  const change = (id: number, part: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
  const discard = (id: number) => setUploads((all) => all.filter((upload) => upload.id !== id));

  async function send({ id, name, file }: Upload) {
    busy.current = true;
    change(id, { state: "sending", share: 0, problem: "" });
    try {
      await uploadClip(name, file, (share) => change(id, { share }));
      announce(t("clips.added", { name }));
      await queries.invalidateQueries({ queryKey: ["sounds"] });
      discard(id);
    } catch (error) {
      const retry = !(error instanceof Problem && error.status === 422);
      change(id, { state: "refused", problem: problemOf(error as Error), retry });
    } finally {
      busy.current = false;
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes, the next in the line may go
  useEffect(() => {
    const next = uploads.find(({ state }) => state === "waiting");
    if (next && !busy.current) void send(next);
  }, [uploads]);

  return {
    uploads,
    discard,
    again: (id: number) => change(id, { state: "waiting", problem: "" }),
    add: (files: Iterable<File>) =>
      setUploads((all) => [...all, ...[...files].map((file) => upload(file, clips))]),
  };
}

/** What becomes of a file; what the server would refuse is not sent. */
function upload(file: File, { sounds, max_bytes }: Clips): Upload {
  const name = clipNameOf(file.name);
  const problem = problemWith(file, name, max_bytes);
  const exists = sounds.some((clip) => clip.name === name);
  const state = problem ? "refused" : exists ? "asking" : "waiting";
  return { id: ++lastID, file, name, state, share: 0, problem, retry: !problem };
}

function problemWith(file: File, name: string, maxBytes: number): string {
  if (!/\.mp3$/i.test(file.name)) return t("clips.notMP3");
  if (!name) return t("clips.noName");
  if (file.size === 0) return t("clips.empty");
  return file.size > maxBytes ? t("clips.tooLarge") : "";
}
