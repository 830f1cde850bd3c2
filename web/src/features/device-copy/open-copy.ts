import type { SignedIn } from "@/api/session";
import { readCopy } from "./device-copy";

/** Somebody's session as this device kept it, with all that was known then; undefined where nothing is kept. */
export async function openCopy(): Promise<SignedIn | undefined> {
  const copy = await readCopy().catch(() => undefined);
  return copy && { ...copy.session, copied: copy.known };
}
