import { createStore } from "zustand/vanilla";

/** Whether there is a newer version of the app than this page is of. */
export const version = createStore<{ outdated: boolean }>(() => ({ outdated: false }));

/** Whether the server has another version of the app than this page is of; false also when it does not answer. */
export async function isOutdated(): Promise<boolean> {
  const entry = document.querySelector('script[type="module"][src]')?.getAttribute("src");
  if (!entry) return false;
  try {
    const answer = await fetch("/", { cache: "no-cache" });
    return answer.ok && !(await answer.text()).includes(entry);
  } catch {
    return false; // No line: nothing is known.
  }
}

/** Has the page say that there is a newer version. */
export function tellOutdated(): void {
  version.setState({ outdated: true });
}
