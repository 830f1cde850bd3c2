import { queryOptions } from "@tanstack/react-query";
import { fetchDrafts } from "@/api/drafts";

/** My drafts on the server; the line keeps them as they are. */
export const draftsQuery = queryOptions({
  queryKey: ["drafts"],
  queryFn: fetchDrafts,
  staleTime: Number.POSITIVE_INFINITY,
});
