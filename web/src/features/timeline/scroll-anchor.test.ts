import { beforeEach, describe, expect, it } from "vitest";
import { capture, restore } from "./scroll-anchor";

/** A scroller with rows of given heights; jsdom lays nothing out, so the geometry is stated. */
class Page {
  scroller = document.createElement("div");
  list = document.createElement("ol");
  height = 400;

  constructor() {
    const define = (element: HTMLElement, name: string, get: () => number) =>
      Object.defineProperty(element, name, { get, configurable: true });
    define(this.scroller, "clientHeight", () => this.height);
    define(this.scroller, "scrollHeight", () => this.contentHeight);
    document.body.replaceChildren(this.scroller);
    this.scroller.append(this.list);
  }

  get contentHeight() {
    return [...this.list.children].reduce((sum, row) => sum + Number((row as HTMLElement).dataset.height), 0);
  }

  row(height: number) {
    const row = document.createElement("li");
    row.dataset.height = String(height);
    Object.defineProperty(row, "offsetHeight", { get: () => Number(row.dataset.height) });
    Object.defineProperty(row, "offsetTop", {
      get: () => {
        const above = [...this.list.children].slice(0, [...this.list.children].indexOf(row));
        return above.reduce((sum, other) => sum + Number((other as HTMLElement).dataset.height), 0);
      },
    });
    return row;
  }

  append(...heights: number[]) {
    this.list.append(...heights.map((height) => this.row(height)));
  }

  prepend(...heights: number[]) {
    this.list.prepend(...heights.map((height) => this.row(height)));
  }

  capture() {
    return capture(this.scroller, this.list);
  }
}

let page: Page;
beforeEach(() => {
  page = new Page();
  page.append(...Array.from({ length: 20 }, () => 100));
});

describe("a reader at the bottom", () => {
  it("stays there when a message comes, up to 100 px away from it", () => {
    page.scroller.scrollTop = 1500;
    const anchor = page.capture();
    expect(anchor.atBottom).toBe(true);
    page.append(80);
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(page.contentHeight - page.height);
  });

  it("stays there when another, shorter stretch takes the place of this one", () => {
    page.scroller.scrollTop = 1600;
    const anchor = page.capture();
    for (const row of [...page.list.children].slice(0, 15)) row.remove();
    page.append(...Array.from({ length: 5 }, () => 100));
    page.scroller.scrollTop = page.contentHeight - page.height; // As the browser does.
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(600);
  });

  it("is not there any more at 101 px", () => {
    page.scroller.scrollTop = 1499;
    expect(page.capture().atBottom).toBe(false);
  });

  it("is not pulled back after scrolling away in the meantime", () => {
    page.scroller.scrollTop = 1600;
    const anchor = page.capture();
    page.scroller.scrollTop = 1200;
    page.append(80);
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(1200);
  });
});

describe("a reader of history", () => {
  it("sees the same row after older ones were put in front, also at the very top", () => {
    for (const top of [0, 250]) {
      page.scroller.scrollTop = top;
      const anchor = page.capture();
      page.prepend(120, 120);
      restore(page.scroller, anchor);
      expect(page.scroller.scrollTop).toBe(top + 240);
    }
  });

  it("sees the same message when the line above it, its day's, moves up to an older one", () => {
    page.prepend(30);
    const day = page.list.firstElementChild as HTMLElement;
    day.className = "timeline-line";
    page.scroller.scrollTop = 10;
    const anchor = page.capture();
    page.prepend(120, 120);
    page.list.prepend(day);
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(250);
  });

  it("stays put when a message comes at the bottom", () => {
    page.scroller.scrollTop = 500;
    const anchor = page.capture();
    page.append(80);
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(500);
  });

  it("keeps a movement made since the anchor was taken", () => {
    page.scroller.scrollTop = 500;
    const anchor = page.capture();
    page.scroller.scrollTop = 460;
    page.prepend(120);
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(580);
  });

  it("is not carried off with the line of a day that moves up", () => {
    const day = page.row(30);
    day.className = "timeline-line";
    page.list.prepend(day);
    page.scroller.scrollTop = 10;
    const anchor = page.capture();
    page.prepend(120, 120);
    page.list.prepend(day);
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(250);
  });

  it("stays put when rows above grow or go", () => {
    page.scroller.scrollTop = 550;
    const anchor = page.capture();
    (page.list.children[0] as HTMLElement).dataset.height = "190";
    page.list.children[1]?.remove();
    restore(page.scroller, anchor);
    expect(page.scroller.scrollTop).toBe(540);
  });
});

it("holds the message below when the one at the top is deleted", () => {
  page.scroller.scrollTop = 550;
  const anchor = page.capture();
  page.list.children[5]?.remove();
  restore(page.scroller, anchor);
  expect(page.scroller.scrollTop).toBe(450);
});
