import type { Known, SignedIn } from "@/api/session";
import { inStore } from "@/lib/database";

/** What this device shows of somebody's Campfire while there is no line. There is one, of whoever is signed in. */
export interface DeviceCopy {
  session: SignedIn;
  /** What was last known, by the key it is asked for with; the latest first. */
  known: readonly Known[];
}

const name = "copy";

export function readCopy(): Promise<DeviceCopy | undefined> {
  return inStore<{ copy: DeviceCopy } | undefined>("copy", "readonly", (store) => store.get(name)).then(
    (found) => found?.copy,
  );
}

export function writeCopy(copy: DeviceCopy): Promise<unknown> {
  return inStore("copy", "readwrite", (store) => store.put({ name, copy }));
}

/** For when nobody is signed in any more, by whatever way that came. */
export function forgetCopy(): Promise<unknown> {
  return inStore("copy", "readwrite", (store) => store.clear());
}
