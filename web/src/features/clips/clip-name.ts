import { fold } from "@/lib/fold";

/** What a file's sound is called: what /play takes of its name. It may be nothing. */
export function clipNameOf(fileName: string): string {
  return fold(fileName.replace(/\.[^.]*$/, ""))
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 40);
}
