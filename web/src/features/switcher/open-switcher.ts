import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

interface Opened {
  open: boolean;
  /** What is looked for from the start. */
  query: string;
}

const closed: Opened = { open: false, query: "" };
const store = createStore<Opened>(() => closed);

export const openSwitcher = (query = "") => store.setState({ open: true, query });
export const closeSwitcher = () => store.setState(closed);

export function useSwitcherOpened(): Opened {
  return useStore(store);
}

/** Opens the switcher on Ctrl+K or Cmd+K, and closes it. Over selected text in the editor the key makes a link. */
export function useSwitcherKey(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const pressed = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!pressed || event.key.toLowerCase() !== "k" || makesLink(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      if (store.getState().open) closeSwitcher();
      else openSwitcher();
    }
    document.addEventListener("keydown", onKey, true); // Before the editor hears it.
    return () => {
      document.removeEventListener("keydown", onKey, true);
      closeSwitcher();
    };
  }, []);
}

function makesLink(target: EventTarget | null): boolean {
  const inEditor = target instanceof Element && target.closest("trix-editor") !== null;
  return inEditor && getSelection()?.isCollapsed === false;
}

/** The key as it is written on the keyboard here. */
export const switcherKey = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘K" : "Ctrl K";
