import { answered, client } from "@/api/client";
import type { Sound } from "@/api/types";

/** What /play plays, by name. */
export async function fetchSounds(): Promise<Sound[]> {
  const { sounds } = await answered(client.GET("/api/sounds"));
  return sounds;
}
