import { type RefObject, useEffect } from "react";
import type { Message } from "@/api/types";
import type { MessageActions } from "./actions";
import { messageAt, touchedMessage, useRowEvents } from "./row-events";

/**
 * Finds out which message shows its tools: the one under the pointer, the one
 * the keyboard is in, or the one that was tapped. Without any it is the newest.
 */
export function useActiveMessage(
  list: RefObject<HTMLElement | null>,
  messages: readonly Message[],
  { store }: MessageActions,
): void {
  const newestID = messages.at(-1)?.id;
  useEffect(() => {
    const { activeID } = store.getState();
    if (!messages.some((message) => message.id === activeID)) store.setState({ activeID: newestID });
  }, [store, messages, newestID]);

  function point(event: Event) {
    const message = messageAt(event.target, messages);
    if (message && !store.getState().menu) store.setState({ activeID: message.id });
  }

  useRowEvents(list, {
    focusin: point,
    pointerover(event) {
      if (event.pointerType !== "touch") point(event);
    },
    click(event) {
      const message = touchedMessage(event, messages);
      if (!message) return;
      const { activeID, tapped } = store.getState();
      store.setState({ activeID: message.id, tapped: !(tapped && activeID === message.id) });
    },
  });
}
