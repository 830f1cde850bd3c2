import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { fetchEvents, fetchMessages } from "@/api/messages";
import { Problem } from "@/api/problem";
import { toRoomEvent } from "@/api/types";
import { useCable, useCableStatus } from "@/cable/cable-context";
import type { Target } from "@/features/room/use-target";
import { t } from "@/lib/i18n";
import { notify } from "@/ui/notices";
import { type RoomSource, RoomSync } from "./room-sync";
import { timelineQuery } from "./timeline-query";

/**
 * Where fetching missed events has failed it is tried again this often; and as
 * often it is asked for news while there is no line, which some proxies never let through.
 */
const askEvery = 5_000;

interface RoomTimelineOptions {
  roomID: number;
  target: Target | undefined;
  onEvent: RoomSource["onEvent"];
  /** The server will not have us in this room (any more). */
  onRejected(): void;
}

/**
 * The room's timeline, kept equal to the server's while the room is open.
 * targetGone says that the message a permalink names is not there (any more);
 * reached is that message unless it cannot be had.
 */
export function useRoomTimeline({ roomID, target, onEvent, onRejected }: RoomTimelineOptions) {
  const targetID = target?.id;
  const queries = useQueryClient();
  const cable = useCable();
  const options = timelineQuery(roomID, targetID ? { around: targetID } : {});
  const query = useQuery(options);
  const connected = useCableStatus() === "connected";
  const latest = useRef({ onEvent, onRejected });
  useEffect(() => {
    latest.current = { onEvent, onRejected };
  });

  const [sync] = useState(
    () =>
      new RoomSync({
        fetchMessages: (cursor) => fetchMessages(roomID, cursor),
        fetchEvents: (after) => fetchEvents(roomID, after),
        read: () => queries.getQueryData(options.queryKey),
        write: (timeline) => void queries.setQueryData(options.queryKey, timeline),
        onEvent: (event, live) => latest.current.onEvent(event, live),
      }),
  );

  const [confirmations, setConfirmations] = useState(0);
  useEffect(() => {
    const subscription = cable.subscribe(
      { channel: "RoomChannel", room_id: roomID },
      {
        connected: () => setConfirmations((n) => n + 1),
        rejected: () => latest.current.onRejected(),
        received(raw) {
          const event = toRoomEvent(raw);
          if (event) sync.receive(event);
        },
      },
    );
    return () => subscription.unsubscribe();
  }, [cable, roomID, sync]);

  // From a confirmation on every event comes over the cable; this fetches what came before it.
  const loaded = query.isSuccess;
  useEffect(() => {
    if (loaded && confirmations > 0) sync.catchUp().catch(() => undefined); // Tried again below.
  }, [sync, loaded, confirmations]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (sync.behind || !connected) sync.catchUp().catch(() => undefined);
    }, askEvery);
    return () => clearInterval(timer);
  }, [sync, connected]);

  // Left while reading history, and opened again: a room opens at its newest message.
  const [leftInHistory] = useState(
    () => !targetID && queries.getQueryData(options.queryKey)?.hasAfter === true,
  );
  useEffect(() => {
    if (leftInHistory) sync.load().catch(() => undefined);
  }, [sync, leftInHistory]);

  // A permalink into a part of the room that is not loaded. Followed once: its reader may move on.
  const missing = targetID !== undefined && loaded && !query.data.messages.some((m) => m.id === targetID);
  const followed = useRef<Target>(undefined);
  const [failed, setFailed] = useState<{ target: Target; gone: boolean }>();
  useEffect(() => {
    if (!loaded || followed.current === target) return;
    followed.current = target;
    if (!target || !missing) return;
    sync.load({ around: target.id }).catch((error) => {
      setFailed({ target, gone: isGone(error) });
      if (!isGone(error)) notify(t("problem.unreachable"));
    });
  }, [sync, loaded, missing, target]);

  const lost = failed !== undefined && failed.target === target;
  return { query, sync, reached: lost ? undefined : target, targetGone: lost && failed.gone };
}

function isGone(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}
