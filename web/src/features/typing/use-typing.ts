import { useCallback, useEffect, useRef, useState } from "react";
import type { Subscription } from "@/cable/cable";
import { useCable } from "@/cable/cable-context";
import { started, startThrottle, stillTyping, stopped, type Typist } from "./typing";

const sweepEvery = 1_000;

interface TypingNotice {
  action?: string;
  user?: { id: number; name: string };
}

/** Who else is typing in a room, and the way to say that I am. */
export function useTyping(roomID: number, myID: number) {
  const cable = useCable();
  const subscription = useRef<Subscription>(undefined);
  const saidAt = useRef(0);
  const [typists, setTypists] = useState<readonly Typist[]>([]);

  useEffect(() => {
    const mine = cable.subscribe(
      { channel: "TypingNotificationsChannel", room_id: roomID },
      {
        received(raw) {
          const { action, user } = (raw ?? {}) as TypingNotice;
          if (!user || user.id === myID) return;
          setTypists((list) =>
            action === "start" ? started(list, user, Date.now()) : stopped(list, user.id),
          );
        },
      },
    );
    subscription.current = mine;
    return () => mine.unsubscribe();
  }, [cable, roomID, myID]);

  const anyone = typists.length > 0;
  useEffect(() => {
    if (!anyone) return;
    const timer = setInterval(() => setTypists((list) => stillTyping(list, Date.now())), sweepEvery);
    return () => clearInterval(timer);
  }, [anyone]);

  /** Says that I am writing, or have stopped. */
  const say = useCallback((writing: boolean) => {
    const now = Date.now();
    if (writing && now - saidAt.current < startThrottle) return;
    if (!writing && saidAt.current === 0) return;
    saidAt.current = writing ? now : 0;
    subscription.current?.perform(writing ? "start" : "stop");
  }, []);

  /** Takes somebody off the list: what they wrote has arrived. */
  const hasSpoken = useCallback((userID: number) => setTypists((list) => stopped(list, userID)), []);

  return { typists, say, hasSpoken };
}
