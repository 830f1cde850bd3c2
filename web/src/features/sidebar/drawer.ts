import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** On a phone the sidebar is a drawer; elsewhere it is always there and this means nothing. */
export const drawer = createStore<{ open: boolean }>(() => ({ open: false }));

export const openDrawer = () => drawer.setState({ open: true });
export const closeDrawer = () => drawer.setState({ open: false });

export function useDrawerOpen(): boolean {
  return useStore(drawer, ({ open }) => open);
}

/** Narrower than this, one thing at a time fits. */
export const phone = "(max-width: 719px)";
