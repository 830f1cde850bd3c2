import { keepPreviousData, type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { answered, client } from "@/api/client";
import { useRooms } from "@/features/rooms/room-queries";

/** What of my inbox is asked for again when something in it has changed. */
export const inboxKey = ["inbox"];

/** Asks for what is shown of my inbox again. */
export async function refreshInbox(queries: QueryClient): Promise<void> {
  await queries.cancelQueries({ queryKey: inboxKey }); // A first answer on its way, from before, would be taken for the new one.
  await queries.invalidateQueries({ queryKey: inboxKey });
}

/** How much is new; asked for again whenever the mentions unread in my rooms become more or fewer. */
export function newsQuery(unreadMentions: number) {
  return queryOptions({
    queryKey: [...inboxKey, "news", unreadMentions],
    queryFn: () => answered(client.GET("/api/inbox")),
    placeholderData: keepPreviousData,
  });
}

/** Mentions and boosts of mine since I last looked. */
export function useInboxNews() {
  const mentions = useRooms().data?.reduce((sum, room) => sum + room.mention_count, 0);
  const news = useQuery({ ...newsQuery(mentions ?? 0), enabled: mentions !== undefined });
  return news.data ?? { mentions: 0, boosts: 0 };
}
