import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";

type Tools = typeof import("./tools");

const loaded = createStore<{ tools: Tools | undefined }>(() => ({ tools: undefined }));

/** What opens over messages. It has a chunk of its own, which comes once the room is shown. */
export function useTools(): Tools | undefined {
  useEffect(() => void load().catch(() => undefined), []); // Asked for again when it is needed.
  return useStore(loaded, ({ tools }) => tools);
}

/** Says so when what somebody wants to open cannot be had. */
export function needTools(): void {
  load().catch(() => notify(t("problem.unreachable")));
}

async function load(): Promise<void> {
  if (!loaded.getState().tools) loaded.setState({ tools: await import("./tools") });
}
