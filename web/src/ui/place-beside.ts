/** From the edges of the window, and from what it opens beside, in pixels. */
const margin = 8;

/**
 * Places an open popover below an element, or above it where there is no room
 * below, ending where the element ends.
 */
export function placeBeside(popover: HTMLElement, anchor: Element): void {
  const beside = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const rtl = getComputedStyle(anchor).direction === "rtl";
  const fits = beside.bottom + margin + height <= innerHeight;
  const top = fits ? beside.bottom + margin / 2 : beside.top - margin / 2 - height;
  const left = rtl ? beside.left : beside.right - width;
  popover.style.top = `${Math.max(margin, top)}px`;
  popover.style.left = `${Math.min(Math.max(margin, left), innerWidth - width - margin)}px`;
}
