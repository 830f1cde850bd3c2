import { useRoute } from "wouter";
import { usePageVisible } from "@/lib/use-page-visible";
import { useHeldRoom } from "./unread-hold";

/** The room that is open; undefined on other pages. */
export function useOpenRoom(): number | undefined {
  const [, params] = useRoute("/rooms/:id/*?");
  const id = Number(params?.id);
  return Number.isSafeInteger(id) ? id : undefined;
}

/**
 * The room whose messages are read by being before one's eyes: the count comes a
 * moment later. None in a tab that is not in front, or where something was just
 * marked as unread.
 */
export function useRoomBeforeMyEyes(): number | undefined {
  const open = useOpenRoom();
  const held = useHeldRoom();
  const visible = usePageVisible();
  return visible && open !== held ? open : undefined;
}
