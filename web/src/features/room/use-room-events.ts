import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Message, RoomEvent } from "@/api/types";
import { useOutbox } from "@/features/outbox/outbox-context";
import { updateRoom } from "@/features/rooms/room-queries";
import { playUnasked } from "@/features/sounds/player";
import { Speaker } from "./speaker";

/** After these, what is pinned is asked for again where it is shown. */
const changesPins = new Set(["pin.created", "pin.deleted", "message.updated", "message.deleted"]);

/** What a room's events mean beyond its timeline: for its name and members, my outbox, typists, ears, screen readers. */
export function useRoomEvents(myID: number, onSpoken: (userID: number) => void) {
  const queries = useQueryClient();
  const outbox = useOutbox();
  const [speaker] = useState(() => new Speaker());
  useEffect(() => () => speaker.stop(), [speaker]);

  function onCreated(message: Message, live: boolean) {
    if (live && message.sound) playUnasked({ messageID: message.id, url: message.sound.audio_url });
    if (message.creator.id === myID) return outbox.remove(message.client_message_id);
    onSpoken(message.creator.id);
    if (live) speaker.say(message);
  }

  return (event: RoomEvent, live: boolean) => {
    updateRoom(queries, event);
    if (changesPins.has(event.type)) void queries.invalidateQueries({ queryKey: ["pins", event.room_id] });
    if (event.type === "message.created") onCreated(event.message, live);
    if (event.type === "message.deleted" && event.client_message_id) outbox.remove(event.client_message_id);
  };
}
