import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { isPressed } from "@/lib/shortcuts";

const store = createStore(() => ({ open: false }));

export const openShortcuts = () => store.setState({ open: true });
export const closeShortcuts = () => store.setState({ open: false });

/** Whether the list of shortcuts is open, which its key sees to. */
export function useShortcutsOpen(): boolean {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isPressed(event, "help") || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      openShortcuts();
    };
    document.addEventListener("keydown", onKey, true); // Before the editor hears it.
    return () => {
      document.removeEventListener("keydown", onKey, true);
      closeShortcuts();
    };
  }, []);
  return useStore(store).open;
}
