import { answered, client } from "@/api/client";
import type { components } from "@/api/types.gen";

/** What I have begun to write in a room, as the server keeps it for my other devices. */
export type SavedDraft = components["schemas"]["Draft"];

/** What I have begun to write, the latest first. */
export async function fetchDrafts(): Promise<SavedDraft[]> {
  const { drafts } = await answered(client.GET("/api/drafts"));
  return drafts;
}

export function saveDraft(room: number, id: string, body: string): Promise<SavedDraft> {
  return answered(client.PUT("/api/rooms/{room}/draft", { params: { path: { room } }, body: { id, body } }));
}

export function deleteDraft(room: number, id: string): Promise<unknown> {
  return answered(client.DELETE("/api/rooms/{room}/draft", { params: { path: { room }, query: { id } } }));
}
