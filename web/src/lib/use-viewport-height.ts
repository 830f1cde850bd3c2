import { useEffect } from "react";

/**
 * Keeps --viewport-size at the height that the on-screen keyboard leaves free.
 * Safari lays the keyboard over the page and shrinks the visual viewport alone;
 * elsewhere the two are equal and this changes nothing.
 */
export function useViewportHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const root = document.documentElement;
    const update = () => {
      const covered = viewport.scale === 1 && viewport.height < root.clientHeight - 1;
      if (!covered) return void root.style.removeProperty("--viewport-size");
      root.style.setProperty("--viewport-size", `${viewport.height}px`);
      scrollTo(0, 0); // Safari has moved the page to bring the caret into view.
    };
    viewport.addEventListener("resize", update);
    return () => viewport.removeEventListener("resize", update);
  }, []);
}
