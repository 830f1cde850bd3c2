import { randomId } from "@/lib/random-id";

const key = "campfire:tab";

/**
 * Names this tab, also after a reload. The name is in sessionStorage only from
 * one page to the next: a tab that is duplicated copies what is there, and the
 * two are to have names of their own.
 */
function nameTab(): string {
  const name = left() ?? randomId();
  addEventListener("pagehide", () => leave(name));
  addEventListener("pageshow", ({ persisted }) => persisted && left());
  return name;
}

function left(): string | null {
  try {
    const name = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return name;
  } catch {
    return null;
  }
}

function leave(name: string): void {
  try {
    sessionStorage.setItem(key, name);
  } catch {
    // The next page has another name, then.
  }
}

export const tab = nameTab();
