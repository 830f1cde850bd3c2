import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/**
 * The room that is not to be read by being looked at: something in it was just
 * marked as unread. It holds until the room is left, or read on purpose.
 */
const held = createStore<{ roomID: number | undefined }>(() => ({ roomID: undefined }));

export function holdUnread(roomID: number): void {
  held.setState({ roomID });
}

export function releaseUnread(roomID: number): void {
  if (held.getState().roomID === roomID) held.setState({ roomID: undefined });
}

export function useHeldRoom(): number | undefined {
  return useStore(held, ({ roomID }) => roomID);
}
