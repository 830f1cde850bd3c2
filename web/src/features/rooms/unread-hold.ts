import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

interface Hold {
  roomID: number | undefined;
  /** The last message that is read; undefined until the server has said. */
  readUpTo: number | undefined;
}

const none: Hold = { roomID: undefined, readUpTo: undefined };

/**
 * The room that is not to be read by being looked at: something in it was just
 * marked as unread. It holds until the room is left, or read on purpose.
 */
const held = createStore<Hold>(() => none);

export function holdUnread(roomID: number, readUpTo?: number): void {
  held.setState({ roomID, readUpTo });
}

export function releaseUnread(roomID: number): void {
  if (held.getState().roomID === roomID) held.setState(none);
}

export function releaseAnyUnread(): void {
  held.setState(none);
}

export function useHeldRoom(): number | undefined {
  return useStore(held, ({ roomID }) => roomID);
}

/** Where what was marked as unread in a room begins: after this message. */
export function useHeldFrom(roomID: number): number | undefined {
  return useStore(held, (hold) => (hold.roomID === roomID ? hold.readUpTo : undefined));
}
