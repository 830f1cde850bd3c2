import { queryOptions } from "@tanstack/react-query";
import { fetchEmoji } from "./emoji";

/** All emoji with their names, fetched once. */
export const emojiQuery = queryOptions({
  queryKey: ["emoji"],
  queryFn: fetchEmoji,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});
