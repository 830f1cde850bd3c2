import { answered, client } from "@/api/client";
import type { components } from "@/api/types.gen";

export type Hit = components["schemas"]["Hit"];

export interface HitPage {
  hits: Hit[];
  /** Where older hits begin; 0 when all messages were looked at. */
  next_before: number;
  /** Operators whose value means nothing, or that name nobody and no room. */
  unknown: components["schemas"]["UnknownOperator"][];
}

interface SearchOptions {
  before?: number;
  /** Whether the server is to keep it among what I searched for. */
  remember: boolean;
}

/** Searches the rooms I am in, newest first. Days begin where this browser is. */
export async function search(q: string, { before, remember }: SearchOptions): Promise<HitPage> {
  const utc_offset = -new Date().getTimezoneOffset();
  const query = { q, remember, utc_offset, ...(before && { before }) };
  return answered(client.GET("/api/search", { params: { query } }));
}

/** What I searched for, the latest first. */
export async function fetchSearches(): Promise<string[]> {
  const { searches } = await answered(client.GET("/api/searches"));
  return searches.map(({ query }) => query);
}

export function forgetSearches(): Promise<unknown> {
  return answered(client.DELETE("/api/searches"));
}

/** Names of people that have a word beginning with this. */
export async function fetchNames(query: string): Promise<string[]> {
  const { users } = await answered(client.GET("/api/users", { params: { query: { query } } }));
  return users.map(({ name }) => name);
}
