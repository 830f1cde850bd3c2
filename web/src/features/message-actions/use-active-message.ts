import { type RefObject, useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import type { Message } from "@/api/types";
import type { MessageActions } from "./actions";
import { focusBar } from "./message-bar";
import { messageAt, touchedMessage, useRowEvents } from "./row-events";

/** Puts the keyboard on a message, whose tools are shown for it. */
export function goTo(id: number, store: MessageActions["store"]): void {
  flushSync(() => store.setState({ activeID: id, menu: undefined }));
  focusBar(id);
}

/**
 * Finds out which message shows its tools: the one under the pointer, the one
 * the keyboard is in, or the one that was tapped. Without any it is the newest.
 * When it goes, what is open over it goes along, and the keyboard is on the next.
 */
export function useActiveMessage(
  list: RefObject<HTMLElement | null>,
  messages: readonly Message[],
  { store }: MessageActions,
): void {
  /** The message that the keyboard is on. */
  const keyboardOn = useRef<number>(undefined);
  useEffect(() => {
    const { activeID, menu } = store.getState();
    if (messages.some(({ id }) => id === activeID)) return;
    store.setState({ activeID: messages.at(-1)?.id, menu: undefined });
    const next = messages.find(({ id }) => activeID && id > activeID) ?? messages.at(-1);
    if (activeID && next && (menu || keyboardOn.current === activeID))
      queueMicrotask(() => document.activeElement === document.body && goTo(next.id, store));
  }, [store, messages]);

  function point(event: Event) {
    const message = messageAt(event.target, messages);
    if (message && !store.getState().menu) store.setState({ activeID: message.id });
  }

  useRowEvents(list, {
    focusin(event) {
      keyboardOn.current = messageAt(event.target, messages)?.id;
      point(event);
    },
    focusout(event) {
      if (event.relatedTarget) keyboardOn.current = undefined; // It did not go with its message.
    },
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
