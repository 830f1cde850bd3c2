import { answered, client, outcome } from "@/api/client";
import type { components } from "@/api/types.gen";

type Schemas = components["schemas"];

export type AccessToken = Schemas["AccessTokenBody"];
export type NewAccessToken = Schemas["NewAccessTokenOutputBody"];

/** What lets programs act for me, the newest first. */
export async function fetchTokens(): Promise<AccessToken[]> {
  const { tokens } = await answered(client.GET("/api/tokens"));
  return tokens;
}

/** The answer has the token itself, and is the only one that does. */
export function makeToken(body: {
  name: string;
  scope: AccessToken["scope"];
  expires_in_days: number;
}): Promise<NewAccessToken> {
  return outcome(client.POST("/api/tokens", { body }));
}

export function revokeToken(token: number): Promise<unknown> {
  return answered(client.DELETE("/api/tokens/{token}", { params: { path: { token } } }));
}
