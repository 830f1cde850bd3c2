import { afterEach, expect, it, vi } from "vitest";
import { type Draft, Drafts, draftLimit } from "./drafts";

afterEach(() => {
  vi.useRealTimers();
});

function draft(html: string): Draft {
  return { html, savedAt: Date.now(), id: "d" };
}

/** What a page opened in a tab begins with. */
function shown(drafts: Drafts, roomID: number): string {
  return drafts.own(roomID).html || drafts.borrow(roomID).html;
}

it("keeps a draft for each room and person", () => {
  new Drafts(1).save(7, draft("<div>hello</div>"));
  expect(shown(new Drafts(1), 7)).toBe("<div>hello</div>");
  expect(shown(new Drafts(1), 8)).toBe("");
  expect(shown(new Drafts(1), 70)).toBe("");
  expect(shown(new Drafts(2), 7)).toBe("");
});

it("forgets a draft that was emptied", () => {
  const drafts = new Drafts(1);
  drafts.save(7, draft("<div>hello</div>"));
  drafts.save(7, draft(""));
  expect(localStorage).toHaveLength(0);
});

it("keeps the fifty written last", () => {
  vi.useFakeTimers();
  const drafts = new Drafts(1);
  for (let room = 1; room <= draftLimit + 1; room++) {
    vi.advanceTimersByTime(1_000);
    drafts.save(room, draft("x"));
  }
  expect(shown(drafts, 1)).toBe("");
  expect(shown(drafts, 2)).toBe("x");
  expect(localStorage).toHaveLength(draftLimit);
});

it("keeps no more for having many tabs", () => {
  for (let n = 0; n <= draftLimit; n++) new Drafts(1, `tab ${n}`).save(7, draft("x"));
  expect(localStorage).toHaveLength(draftLimit);
});

it("leaves other people's drafts when one clears one's own", () => {
  new Drafts(1, "a").save(7, draft("mine"));
  new Drafts(1, "b").save(7, draft("also mine"));
  new Drafts(12).save(7, draft("theirs"));
  new Drafts(1).clear();
  expect(shown(new Drafts(12), 7)).toBe("theirs");
  expect(localStorage).toHaveLength(1);
});

it("leaves what is written in another tab when the text of this one is sent", () => {
  const [a, b] = [new Drafts(1, "a"), new Drafts(1, "b")];
  a.save(7, draft("written in a"));
  b.save(7, draft("written in b"));
  expect(a.own(7).html).toBe("written in a");
  b.save(7, draft(""));
  expect(a.own(7).html).toBe("written in a");
});

it("shows in a new tab what was written last, and takes it over once it is changed", () => {
  vi.useFakeTimers();
  new Drafts(1, "closed").save(7, draft("older"));
  vi.advanceTimersByTime(1_000);
  new Drafts(1, "closed too").save(7, draft("newer"));
  const here = new Drafts(1, "here");
  expect(shown(here, 7)).toBe("newer");
  expect(localStorage).toHaveLength(2);
  here.save(7, draft("newer, and more"));
  here.save(7, draft(""));
  expect(shown(new Drafts(1, "next"), 7)).toBe("older");
});

it("does not take over what has been written on in its own tab", () => {
  const [a, b] = [new Drafts(1, "a"), new Drafts(1, "b")];
  a.save(7, draft("begun"));
  expect(shown(b, 7)).toBe("begun");
  a.save(7, draft("begun, and gone on with"));
  b.save(7, draft(""));
  expect(a.own(7).html).toBe("begun, and gone on with");
});
