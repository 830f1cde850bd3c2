import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { postMessage } from "@/api/messages";
import type { Message } from "@/api/types";
import { useCableStatus } from "@/cable/cable-context";
import { keptOnDevice } from "./kept";
import { Outbox, type Unsent } from "./outbox";

const OutboxContext = createContext<Outbox | undefined>(undefined);

interface OutboxProviderProps {
  userID: number;
  /** Shows a message that the server has just accepted. */
  onSent(message: Message): void;
  children: ReactNode;
}

/** Holds the person's outbox and sends from it: at once, and whenever the line is back. */
export function OutboxProvider({ userID, onSent, children }: OutboxProviderProps) {
  const outbox = useMemo(
    () => new Outbox({ userID, kept: keptOnDevice(userID), post: postMessage, onSent }),
    [userID, onSent],
  );
  const status = useCableStatus();

  useEffect(() => outbox.open(), [outbox]);
  useEffect(() => {
    if (status === "connected") void outbox.flush();
  }, [outbox, status]);

  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error("useOutbox needs an OutboxProvider");
  return outbox;
}

export function useUnsent(): readonly Unsent[] {
  return useStore(useOutbox().store, ({ unsent }) => unsent);
}

/** What I have written in a room that the server does not have yet. */
export function useUnsentIn(roomID: number): readonly Unsent[] {
  const unsent = useUnsent();
  return useMemo(() => unsent.filter((entry) => entry.roomID === roomID), [unsent, roomID]);
}

/** What the messages that are waiting wait for. */
export function useWaitingFor(): "turn" | "line" | "server" | "room on the disk" {
  const { stalled, putOffBy } = useStore(useOutbox().store);
  const offline = useCableStatus() !== "connected";
  if (offline || (stalled && putOffBy === "")) return "line";
  if (!stalled) return "turn";
  return putOffBy === "storage_full" ? "room on the disk" : "server";
}
