import { useEffect } from "react";

const most = 999;

let shown = "";
let unread = 0;

function write(): void {
  const count = unread > most ? `${most}+` : unread;
  document.title = `${unread > 0 ? `(${count}) ` : ""}${shown ? `${shown} · ` : ""}Campfire`;
}

/** Sets the page's title: how much is unread, what is shown, then the product. */
export function useTitle(title: string): void {
  useEffect(() => {
    shown = title;
    write();
  }, [title]);
}

/** Has the title, and the app's icon where there is one, say how much is unread. */
export function useUnreadInTitle(count: number): void {
  useEffect(() => {
    unread = count;
    write();
    // Not every browser has a badge, and one may be refused: the title says it too.
    if (count > 0) void navigator.setAppBadge?.(count).catch(() => undefined);
    else void navigator.clearAppBadge?.().catch(() => undefined);
  }, [count]);

  useEffect(
    () => () => {
      unread = 0; // Signed out.
      write();
      void navigator.clearAppBadge?.().catch(() => undefined);
    },
    [],
  );
}
