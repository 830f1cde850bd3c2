import { expect, it, vi } from "vitest";
import { Drafts, draftLimit } from "./drafts";

it("keeps a draft for each room and person", () => {
  new Drafts(1).save(7, "<div>hello</div>");
  expect(new Drafts(1).read(7)).toBe("<div>hello</div>");
  expect(new Drafts(1).read(8)).toBe("");
  expect(new Drafts(2).read(7)).toBe("");
});

it("forgets a draft that was emptied", () => {
  const drafts = new Drafts(1);
  drafts.save(7, "<div>hello</div>");
  drafts.save(7, "");
  expect(localStorage).toHaveLength(0);
});

it("keeps the fifty written last", () => {
  vi.useFakeTimers();
  const drafts = new Drafts(1);
  for (let room = 1; room <= draftLimit + 1; room++) {
    vi.advanceTimersByTime(1_000);
    drafts.save(room, "x");
  }
  vi.useRealTimers();
  expect(drafts.read(1)).toBe("");
  expect(drafts.read(2)).toBe("x");
  expect(localStorage).toHaveLength(draftLimit);
});

it("leaves other people's drafts when one clears one's own", () => {
  new Drafts(1).save(7, "mine");
  new Drafts(12).save(7, "theirs");
  new Drafts(1).clear();
  expect(new Drafts(12).read(7)).toBe("theirs");
});
