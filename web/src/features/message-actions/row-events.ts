import { type RefObject, useEffect } from "react";
import type { Message } from "@/api/types";

/** What a tap or press on it is meant for itself, not for its message. */
const itself = "a, button, input, textarea, trix-editor, trix-toolbar";

/** The message whose row something is in. */
export function messageAt(target: EventTarget | null, messages: readonly Message[]): Message | undefined {
  const id = rowOf(target)?.dataset.messageId;
  return id ? messages.find((message) => message.id === Number(id)) : undefined;
}

export function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-message-id]") : null;
}

/** As messageAt, for a finger: what it touches must not be there for something else. */
export function touchedMessage(event: Event, messages: readonly Message[]): Message | undefined {
  const touch = event instanceof PointerEvent && event.pointerType === "touch";
  const meant = event.target instanceof Element && !event.target.closest(itself);
  return touch && meant ? messageAt(event.target, messages) : undefined;
}

type Handlers = { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };

/** Listens to what happens in all rows of a list, which is less than listening in each. */
export function useRowEvents(list: RefObject<HTMLElement | null>, handlers: Handlers): void {
  useEffect(() => {
    const box = list.current;
    const entries = Object.entries(handlers) as [string, EventListener][];
    for (const [type, handler] of entries) box?.addEventListener(type, handler);
    return () => {
      for (const [type, handler] of entries) box?.removeEventListener(type, handler);
    };
  });
}
