import { answered, client } from "@/api/client";
import { Problem, Unreachable } from "@/api/problem";
import type { Clip, Clips } from "@/api/types";

/** The team's own sounds, and the files in their folder that are not played. */
export function fetchClips(): Promise<Clips> {
  return answered(client.GET("/api/account/sounds"));
}

export function renameClip(from: string, name: string): Promise<Clip> {
  return answered(
    client.PATCH("/api/account/sounds/{name}", { params: { path: { name: from } }, body: { name } }),
  );
}

/** Deletes a clip. What it held is what uploadClip takes to have it back. */
export async function deleteClip({ name, audio_url }: Clip): Promise<Blob> {
  const kept = await fetch(audio_url, { cache: "no-cache" });
  if (!kept.ok) throw new Problem(kept, undefined);
  const mp3 = await kept.blob();
  await answered(client.DELETE("/api/account/sounds/{name}", { params: { path: { name } } }));
  return mp3;
}

/** Adds or replaces a clip, and says how much of it was sent: fetch cannot. */
export function uploadClip(name: string, mp3: Blob, onProgress?: (share: number) => void): Promise<Clip> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/account/sounds/${encodeURIComponent(name)}`);
    request.setRequestHeader("Content-Type", "audio/mpeg");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded / total);
    request.onerror = () => reject(new Unreachable("No answer from the server"));
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as Clip);
      reject(new Problem(new Response(null, { status: request.status }), request.response));
    };
    request.send(mp3);
  });
}
