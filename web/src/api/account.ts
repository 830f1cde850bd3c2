import { answered, client } from "@/api/client";
import type { Account, AccountChange } from "@/api/types";

export function fetchAccount(): Promise<Account> {
  return answered(client.GET("/api/account"));
}

/** Changes the team's account; what is left out stays. */
export function updateAccount(body: AccountChange): Promise<Account> {
  return answered(client.PATCH("/api/account", { body }));
}

/** Makes a new invite link; the old one ends. */
export function renewJoinCode(): Promise<Account> {
  return answered(client.POST("/api/account/join_code"));
}
