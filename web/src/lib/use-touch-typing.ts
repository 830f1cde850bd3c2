import { useSyncExternalStore } from "react";
import { useMedia } from "@/lib/use-media";

// What a keyboard on the screen never sends.
const ofKeyboards = /^(?:Shift|Control|Alt|Meta|Tab|Escape)$/;
let keyboardSeen = false;

function onKeyDown(heard: () => void) {
  const listen = ({ key, isTrusted }: KeyboardEvent) => {
    if (keyboardSeen || !isTrusted || !ofKeyboards.test(key)) return;
    keyboardSeen = true;
    heard();
  };
  addEventListener("keydown", listen, true);
  return () => removeEventListener("keydown", listen, true);
}

/** Whether one types on the screen itself. A touch screen with a keyboard counts as a keyboard, from its first tell-tale key on. */
export function useTouchTyping(): boolean {
  const touch = useMedia("(pointer: coarse) and (hover: none)");
  const keyboard = useSyncExternalStore(onKeyDown, () => keyboardSeen);
  return touch && !keyboard;
}
