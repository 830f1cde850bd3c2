import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { fetchAccount, updateAccount } from "@/api/account";
import { Problem } from "@/api/problem";
import type { Account, AccountChange } from "@/api/types";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useRefreshSession } from "@/features/session/session-query";

export const accountQuery = queryOptions({ queryKey: ["account"], queryFn: fetchAccount });

/** Sends a change to the team's account, and shows the account it answers with. */
export function useChangeAccount<Change>(send: (change: Change) => Promise<Account>) {
  const queries = useQueryClient();
  const refresh = useRefreshSession();
  const save = useMutation({
    mutationFn: send,
    onSuccess(account) {
      queries.setQueryData(accountQuery.queryKey, account);
      return refresh();
    },
  });
  const fields: Readonly<Record<string, string>> = save.error instanceof Problem ? save.error.fields : {};
  const problem = Object.keys(fields).length === 0 ? problemOf(save.error) : "";
  return { save, fields, problem };
}

export function useSaveAccount() {
  return useChangeAccount((change: AccountChange) => updateAccount(change));
}
