/** This close to the bottom counts as being there, in pixels. */
export const bottomTolerance = 100;

/** The lines between messages. They are no anchor: a day's line moves up when more of that day comes in. */
const line = ".timeline-line, .timeline-beginning";

/** What the reader is looking at. Positions are within the content, so scrolling does not change them. */
export interface Anchor {
  atBottom: boolean;
  /** The first message that is at least partly visible, and the one below it should that go. */
  rows: readonly { row: HTMLElement; top: number }[];
  scrollTop: number;
  maxScroll: number;
}

export function distanceToBottom(scroller: HTMLElement): number {
  return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
}

/** Notes what is in view: the bottom, or the first message that is at least partly visible. */
export function capture(scroller: HTMLElement, list: HTMLElement): Anchor {
  const first = firstVisible(list, scroller.scrollTop);
  const rows = [first, first?.nextElementSibling as HTMLElement | null | undefined];
  return {
    atBottom: distanceToBottom(scroller) <= bottomTolerance,
    rows: rows.flatMap((row) => (row ? [{ row, top: row.offsetTop }] : [])),
    scrollTop: scroller.scrollTop,
    maxScroll: scroller.scrollHeight - scroller.clientHeight,
  };
}

/**
 * Puts what was in view back to where it was, after content has come or gone
 * above it. Engines do this badly (not at all in WebKit, not at the very top in
 * Chromium), so theirs is switched off and this holds everywhere.
 */
export function restore(scroller: HTMLElement, anchor: Anchor): void {
  const max = scroller.scrollHeight - scroller.clientHeight;
  // The reader may have scrolled since the anchor was taken; that movement is theirs and stays.
  const scrolled = scroller.scrollTop;
  // The bottom they were at is the one before the change, or after it when there is less to scroll now.
  if (anchor.atBottom && Math.min(anchor.maxScroll, max) - scrolled <= bottomTolerance) {
    scroller.scrollTop = max;
    return;
  }
  const held = anchor.rows.find(({ row }) => row.isConnected);
  if (!held) return;
  const cut = scrolled >= max && anchor.scrollTop > max; // The browser had to cut the position short.
  const target = (cut ? anchor.scrollTop : scrolled) + held.row.offsetTop - held.top;
  if (Math.abs(target - scrolled) >= 1) scroller.scrollTop = target;
}

/** The first message whose bottom is below top; rows lie one below the other, so halving finds it. */
function firstVisible(list: HTMLElement, top: number): HTMLElement | undefined {
  const rows = list.children;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] as HTMLElement;
    if (row.offsetTop + row.offsetHeight > top) high = middle;
    else low = middle + 1;
  }
  while (rows[low]?.matches(line)) low++;
  return rows[low] as HTMLElement | undefined;
}
