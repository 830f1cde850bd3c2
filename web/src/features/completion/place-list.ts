const gap = 8;
const margin = 8;
const narrow = 720;

/**
 * Hangs the list above the caret, or below where there is no room above; on
 * phones above the box, as wide as that. The list is in the top layer, so all
 * is in the window's pixels.
 */
export function placeList(list: HTMLElement, box: HTMLElement, caret: DOMRect | undefined): void {
  const around = box.getBoundingClientRect();
  const phone = innerWidth < narrow;
  const at = phone || !caret ? around : caret;
  const width = Math.min(phone ? around.width : 360, innerWidth - 2 * margin);
  list.style.inlineSize = `${width}px`;
  list.style.maxBlockSize = "";
  const rtl = getComputedStyle(list).direction === "rtl";
  const left = rtl ? at.right - width : at.left;
  list.style.left = `${Math.min(Math.max(margin, left), innerWidth - width - margin)}px`;
  const above = at.top - gap - margin;
  const below = innerHeight - at.bottom - gap - margin;
  const over = list.offsetHeight <= above || above >= below;
  list.style.maxBlockSize = `${over ? above : below}px`;
  list.style.top = over ? `${at.top - gap - list.offsetHeight}px` : `${at.bottom + gap}px`;
}
