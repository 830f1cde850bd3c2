import type { RefObject } from "react";
import type { Message } from "@/api/types";
import type { MessageActions } from "./actions";
import { messageAt, rowOf, useRowEvents } from "./row-events";
import { goTo } from "./use-active-message";

/** What can be pressed on a message: its author, where a block begins, the links in it, and its buttons. */
const toPress = ".message-head .message-author, .message-text a, button";

/**
 * Walks the messages by arrow keys, from the tools of one: up and down to the
 * next message, to the sides among what there is to press on this one.
 */
export function useMessageKeys(
  list: RefObject<HTMLElement | null>,
  messages: readonly Message[],
  { store }: MessageActions,
): void {
  function walkTo(index: number) {
    const message = messages[Math.max(0, Math.min(index, messages.length - 1))];
    if (message) goTo(message.id, store);
  }

  useRowEvents(list, {
    keydown(event) {
      const button = event.target instanceof Element ? event.target.closest(toPress) : null;
      const message = messageAt(button, messages);
      if (!button || !message || button.closest(".edit")) return;
      const at = messages.indexOf(message);
      const aside = toTheSide(event.key, getComputedStyle(button).direction === "rtl");
      const walks: Record<string, () => void> = {
        ArrowUp: () => walkTo(at - 1),
        ArrowDown: () => walkTo(at + 1),
        Home: () => walkTo(0),
        End: () => walkTo(messages.length - 1),
      };
      const walk = aside ? () => pressables(button).at(aside)?.focus() : walks[event.key];
      if (!walk) return;
      event.preventDefault();
      walk();
    },
  });
}

function toTheSide(key: string, rtl: boolean): number {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return 0;
  return (key === "ArrowRight") === rtl ? -1 : 1;
}

/** What there is to press on a message, beginning with button and going round. */
function pressables(button: Element): HTMLElement[] {
  const all = [...(rowOf(button)?.querySelectorAll<HTMLElement>(toPress) ?? [])];
  const at = all.indexOf(button as HTMLElement);
  return [...all.slice(at), ...all.slice(0, at)];
}
