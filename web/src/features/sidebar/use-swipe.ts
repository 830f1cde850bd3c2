import { type RefObject, useEffect } from "react";
import { closeDrawer, drawer, openDrawer, phone } from "./drawer";

/** A swipe that opens starts this close to the edge, in pixels. */
const edge = 28;

/** A move this far is meant sideways or not at all. */
const slop = 10;

/** Faster than this (pixels per millisecond), a flick decides by its direction. */
const flick = 0.4;

/** Lets a finger pull the drawer out from the edge of the screen, and push it back. */
export function useSwipe(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    let start: { x: number; y: number; at: number; wasOpen: boolean } | undefined;
    let dragging = false;

    const width = () => element.offsetWidth;
    const position = (x: number) => {
      const from = start?.wasOpen ? 0 : -width();
      return Math.min(0, Math.max(-width(), from + x - (start?.x ?? 0)));
    };

    function onStart({ touches }: TouchEvent) {
      const touch = touches[0];
      const wasOpen = drawer.getState().open;
      if (!touch || touches.length > 1 || !matchMedia(phone).matches) return;
      if (!wasOpen && touch.clientX > edge) return;
      start = { x: touch.clientX, y: touch.clientY, at: performance.now(), wasOpen };
      // Only now: a listener that may stop scrolling makes all scrolling wait for it.
      document.addEventListener("touchmove", onMove, { passive: false });
    }

    function onMove(event: TouchEvent) {
      const touch = event.touches[0];
      if (!start || !touch) return;
      const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
      if (!dragging && Math.abs(dy) > slop && Math.abs(dy) > Math.abs(dx)) start = undefined;
      if (!start || (!dragging && Math.abs(dx) < slop)) return;
      dragging = true;
      event.preventDefault();
      element?.style.setProperty("transition", "none");
      element?.style.setProperty("visibility", "visible");
      element?.style.setProperty("transform", `translateX(${position(touch.clientX)}px)`);
    }

    function onEnd({ changedTouches }: TouchEvent) {
      const touch = changedTouches[0];
      if (start && dragging && touch) settle(touch.clientX, start);
      start = undefined;
      dragging = false;
      document.removeEventListener("touchmove", onMove);
      for (const property of ["transition", "visibility", "transform"])
        element?.style.removeProperty(property);
    }

    function settle(x: number, from: { x: number; at: number }) {
      const speed = (x - from.x) / (performance.now() - from.at);
      const outward = Math.abs(speed) > flick ? speed > 0 : position(x) > -width() / 2;
      if (outward) openDrawer();
      else closeDrawer();
    }

    document.addEventListener("touchstart", onStart, { passive: true });
    document.addEventListener("touchend", onEnd);
    document.addEventListener("touchcancel", onEnd);
    return () => {
      document.removeEventListener("touchstart", onStart);
      document.removeEventListener("touchmove", onMove);
      document.removeEventListener("touchend", onEnd);
      document.removeEventListener("touchcancel", onEnd);
    };
  }, [panel]);
}
