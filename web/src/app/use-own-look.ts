import { useEffect } from "react";
import type { Appearance } from "@/api/types";
import { useSession } from "@/features/session/session-query";
import { setMuted } from "@/features/sounds/player";

const year = 31_536_000;

/** Keeps the page in the colours I chose, its sounds as I chose, and in the team's own styles. */
export function useOwnLook(): void {
  const { user, account } = useSession();
  useEffect(() => wear(user.appearance), [user.appearance]);
  useEffect(() => setMuted(!user.sound_enabled), [user.sound_enabled]);
  useEffect(() => dress(account.styles_url), [account.styles_url]);
}

/** The cookie tells the server how to begin the next page, so that it does not flash. */
function wear(appearance: Appearance): void {
  const root = document.documentElement;
  if (appearance === "system") delete root.dataset.appearance;
  else root.dataset.appearance = appearance;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve.
  document.cookie = `appearance=${appearance}; path=/; max-age=${year}; samesite=lax`;
}

/** Loads the team's styles after all others, unless the page was asked for without. */
function dress(url: string): void {
  const worn = document.querySelector<HTMLLinkElement>("link[data-custom-styles]");
  if (new URLSearchParams(location.search).get("safe") === "1" || isSafe) {
    isSafe = true;
    worn?.remove();
  } else if (!url) worn?.remove();
  else if (worn?.getAttribute("href") !== url) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    link.dataset.customStyles = "";
    link.onload = () => worn?.remove();
    document.head.append(link);
  }
}

/** Asked for at the first page, it holds as long as this one is open. */
let isSafe = false;
