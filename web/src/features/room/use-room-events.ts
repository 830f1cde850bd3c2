import { useQueryClient } from "@tanstack/react-query";
import type { Message, RoomEvent } from "@/api/types";
import { useOutbox } from "@/features/outbox/outbox-context";
import { updateRoom } from "@/features/rooms/room-queries";
import { playUnasked } from "@/features/sounds/player";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";

/** As much of a message as is worth hearing unasked, in characters. */
const announcedLength = 200;

/** What a room's events mean beyond its timeline: for its name and members, my outbox, typists, ears, screen readers. */
export function useRoomEvents(myID: number, onSpoken: (userID: number) => void) {
  const queries = useQueryClient();
  const outbox = useOutbox();

  function onCreated(message: Message, live: boolean) {
    if (live && message.sound) playUnasked({ messageID: message.id, url: message.sound.audio_url });
    if (message.creator.id === myID) return outbox.remove(message.client_message_id);
    onSpoken(message.creator.id);
    const text = message.body_text.slice(0, announcedLength);
    if (live) announce(t("timeline.announce", { name: message.creator.name, text }));
  }

  return (event: RoomEvent, live: boolean) => {
    updateRoom(queries, event);
    if (event.type === "message.created") onCreated(event.message, live);
    if (event.type === "message.deleted" && event.client_message_id) outbox.remove(event.client_message_id);
  };
}
