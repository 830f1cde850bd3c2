import { useEffect } from "react";

/** Sets the page's title: what is shown, then the product. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Campfire` : "Campfire";
  }, [title]);
}
