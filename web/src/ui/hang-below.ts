import type { ToggleEvent } from "react";

const gap = 6;
const margin = 8;

/** Puts a popover below the button that opens it, its end at the button's end, and inside the window. For onBeforeToggle. */
export function hangBelow({ newState, currentTarget }: ToggleEvent<HTMLElement>): void {
  if (newState !== "open") return;
  const button = document.querySelector(`[popovertarget="${CSS.escape(currentTarget.id)}"]`);
  if (!button) return;
  const { right, bottom, left } = button.getBoundingClientRect();
  const rtl = getComputedStyle(currentTarget).direction === "rtl";
  const end = Math.max(margin, rtl ? left : innerWidth - right);
  const width =
    currentTarget.offsetWidth || Number.parseFloat(getComputedStyle(currentTarget).inlineSize) || 0;
  currentTarget.style.insetBlockStart = `${bottom + gap}px`;
  currentTarget.style.insetInlineEnd = `${Math.max(margin, Math.min(end, innerWidth - width - margin))}px`;
}
