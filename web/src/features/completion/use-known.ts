import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchSounds } from "@/api/sounds";
import { useRoom } from "@/features/rooms/room-queries";
import { useSession } from "@/features/session/session-query";
import { timelineQuery } from "@/features/timeline/timeline-query";
import { commandsQuery } from "./commands";
import { recentEmoji } from "./emoji";
import { emojiQuery } from "./emoji-query";
import type { Known } from "./options";
import { namedPeople, spokenBy } from "./people";
import type { Word } from "./word";

const lasting = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY };

/** What a word is completed from. Emoji and clips are fetched when the first of them is begun. */
export function useKnown(roomID: number, kind: Word["kind"] | undefined): Known {
  const { account } = useSession();
  const queries = useQueryClient();
  const members = useRoom(roomID).data?.members;
  const people = useMemo(() => namedPeople(members ?? []), [members]);
  const emoji = useQuery({ ...emojiQuery, enabled: kind === "emoji" });
  const sounds = useQuery({
    queryKey: ["sounds"],
    queryFn: fetchSounds,
    enabled: kind === "sound" || kind === "command",
    ...lasting,
  });
  const commands = useQuery({ ...commandsQuery(roomID), enabled: kind === "command" });
  return useMemo(() => {
    const said =
      kind === "mention" ? queries.getQueryData(timelineQuery(roomID).queryKey)?.messages : undefined;
    return {
      people,
      spoken: spokenBy(said ?? []),
      mass: account.can_mention_everyone,
      emoji: emoji.data ?? [],
      recent: kind === "emoji" ? recentEmoji() : [],
      sounds: sounds.data ?? [],
      commands: commands.data ?? [],
    };
  }, [kind, people, account.can_mention_everyone, emoji.data, sounds.data, commands.data, queries, roomID]);
}
