import { queryOptions } from "@tanstack/react-query";
import { fetchBot, fetchBots, fetchCalls } from "@/api/bots";
import type { BotKey } from "@/api/types";

export const botsQuery = queryOptions({ queryKey: ["bots"], queryFn: fetchBots, staleTime: 0 });

export const botQuery = (id: number) =>
  queryOptions({ queryKey: ["bots", id], queryFn: () => fetchBot(id), staleTime: 0 });

export const callsQuery = (id: number) =>
  queryOptions({ queryKey: ["bots", id, "calls"], queryFn: () => fetchCalls(id), staleTime: 0 });

/** Keys that were just made, by bot, on their way to the page that shows them once. */
export const freshKeys = new Map<number, BotKey>();
