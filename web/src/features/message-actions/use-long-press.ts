import { type RefObject, useEffect, useRef } from "react";
import type { Message } from "@/api/types";
import type { MessageActions } from "./actions";
import { touchedMessage, useRowEvents } from "./row-events";

/** A finger that rests this long opens the menu, in milliseconds. */
const longPress = 450;

/** A finger that moves further scrolls, in pixels. */
const tremor = 10;

/** Opens a message's menu for a finger that rests on it. */
export function useLongPress(
  list: RefObject<HTMLElement | null>,
  messages: readonly Message[],
  actions: MessageActions,
): void {
  const press = useRef<{ x: number; y: number; opened: boolean; timer: ReturnType<typeof setTimeout> }>(
    undefined,
  );

  function lift() {
    clearTimeout(press.current?.timer);
  }
  useEffect(() => () => clearTimeout(press.current?.timer), []);

  useRowEvents(list, {
    pointerdown(event) {
      lift();
      press.current = undefined;
      const message = touchedMessage(event, messages);
      if (!message) return;
      const timer = setTimeout(() => {
        if (press.current) press.current.opened = true;
        actions.openMenu({ message, view: "menu", anchor: undefined });
      }, longPress);
      press.current = { x: event.clientX, y: event.clientY, opened: false, timer };
    },
    pointermove({ clientX, clientY }) {
      const begun = press.current;
      if (begun && Math.hypot(clientX - begun.x, clientY - begun.y) > tremor) lift();
    },
    pointerup: lift,
    pointercancel: lift,
    touchend(event) {
      if (press.current?.opened) event.preventDefault(); // Lifted, the finger would press what came up below it.
    },
    contextmenu(event) {
      if (touchedMessage(event, messages)) event.preventDefault(); // Ours opens instead.
    },
  });
}
