import { useMutation } from "@tanstack/react-query";
import { updateMe } from "@/api/people";
import { Problem } from "@/api/problem";
import type { ProfileChange } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useRefreshSession } from "@/features/session/session-query";

/** Saves a change to my own profile. */
export function useSaveProfile() {
  const refresh = useRefreshSession();
  const save = useMutation({
    mutationFn: (change: ProfileChange) => updateMe(change),
    gcTime: 0, // A password may be among it.
    onSuccess: refresh,
  });
  const fields: Readonly<Record<string, string>> = save.error instanceof Problem ? save.error.fields : {};
  const problem = Object.keys(fields).length === 0 ? problemOf(save.error) : "";
  return { save, fields, problem };
}
