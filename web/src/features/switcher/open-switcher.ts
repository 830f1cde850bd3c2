import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { apple, isPressed, keysOf } from "@/lib/shortcuts";

interface Opened {
  open: boolean;
  /** It is on the screen and hears the keys itself. */
  ready: boolean;
  /** What is looked for from the start. */
  query: string;
}

const closed: Opened = { open: false, ready: false, query: "" };
const store = createStore<Opened>(() => closed);

export const openSwitcher = (query = "") => store.setState({ open: true, query });
export const switcherIsReady = () => store.setState({ ready: true });
export const closeSwitcher = () => store.setState(closed);

export function useSwitcherOpened(): Opened {
  return useStore(store);
}

/** Fetches the switcher, which is not needed to show a room. */
export const loadSwitcher = () => import("./switcher");

/** Opens the switcher on Ctrl+K or Cmd+K, and closes it. Over selected text in the editor the key makes a link. */
export function useSwitcherKey(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const { open, ready, query } = store.getState();
      if (isModifier(event))
        loadSwitcher().catch(() => undefined); // Opening it tries again.
      else if (isPressed(event, "switcher") && !makesLink(event.target)) {
        take(event);
        if (open) closeSwitcher();
        else openSwitcher();
      } else if (open && !ready && event.key.length === 1) {
        take(event); // Typed ahead of it, and not meant for what is below.
        store.setState({ query: query + event.key });
      }
    }
    document.addEventListener("keydown", onKey, true); // Before the editor hears it.
    return () => {
      document.removeEventListener("keydown", onKey, true);
      closeSwitcher();
    };
  }, []);
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function isModifier({ key }: KeyboardEvent): boolean {
  return key === "Control" || key === "Meta";
}

function makesLink(target: EventTarget | null): boolean {
  const inEditor = target instanceof Element && target.closest("trix-editor") !== null;
  return inEditor && getSelection()?.isCollapsed === false;
}

/** The key as it is written on the keyboard here. */
export const switcherKey = keysOf("Mod+K").join(apple ? "" : " ");
