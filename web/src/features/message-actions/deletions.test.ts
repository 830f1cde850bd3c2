import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem, Unreachable } from "@/api/problem";
import { Deletions } from "./deletions";

const undoFor = 8_000;
const refusal = (status: number) => new Problem(new Response(null, { status }), { detail: "Not yours." });

function setUp() {
  const remove = vi.fn((_room: number, _message: number): Promise<unknown> => Promise.resolve());
  const onGone = vi.fn();
  const onRefused = vi.fn();
  const deletions = new Deletions({ userID: 1, undoFor, remove, onGone, onRefused });
  const close = deletions.open();
  return { deletions, remove, onGone, onRefused, close };
}

const hidden = (deletions: Deletions) => deletions.pending.map(({ messageID }) => messageID);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("deletions", () => {
  it("go out once they can no longer be undone", async () => {
    const { deletions, remove, onGone } = setUp();
    deletions.add(1, 7);
    await vi.advanceTimersByTimeAsync(undoFor - 1);
    expect(remove).not.toHaveBeenCalled();
    expect(hidden(deletions)).toEqual([7]);
    await vi.advanceTimersByTimeAsync(1);
    expect(remove.mock.calls).toEqual([[1, 7]]);
    expect(onGone).toHaveBeenCalledOnce();
    expect(hidden(deletions)).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it("that are undone never go out", async () => {
    const { deletions, remove } = setUp();
    deletions.add(1, 7);
    deletions.add(1, 8);
    deletions.undo(7);
    await vi.advanceTimersByTimeAsync(undoFor);
    expect(remove.mock.calls).toEqual([[1, 8]]);
  });

  it("cannot be undone once they were sent, answer or none", async () => {
    const { deletions, remove } = setUp();
    remove.mockRejectedValueOnce(new Unreachable("no answer"));
    deletions.add(1, 7);
    await vi.advanceTimersByTimeAsync(undoFor);
    deletions.undo(7);
    expect(hidden(deletions)).toEqual([7]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(remove).toHaveBeenCalledTimes(2);
    expect(hidden(deletions)).toEqual([]);
  });

  it.each([
    ["the page is left", () => dispatchEvent(new Event("pagehide"))],
    ["it is hidden", () => hide()],
  ])("go out at once when %s", async (_, leave) => {
    const { deletions, remove } = setUp();
    deletions.add(1, 7);
    leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(remove.mock.calls).toEqual([[1, 7]]);
  });

  it("that were not sent go out when the app is next opened", async () => {
    const first = setUp();
    first.remove.mockRejectedValue(new Unreachable("no answer"));
    first.deletions.add(1, 7);
    first.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(first.remove).toHaveBeenCalledOnce();
    const next = setUp();
    expect(hidden(next.deletions)).toEqual([7]);
    await vi.advanceTimersByTimeAsync(0);
    expect(next.remove.mock.calls).toEqual([[1, 7]]);
  });

  it("leave in peace what another tab has undone", async () => {
    const here = setUp();
    here.deletions.add(1, 7);
    const there = setUp();
    const [key = ""] = Object.keys(localStorage);
    here.deletions.undo(7);
    dispatchEvent(new StorageEvent("storage", { key, newValue: null }));
    await vi.advanceTimersByTimeAsync(undoFor);
    expect(there.remove).not.toHaveBeenCalled();
  });

  it("of what is gone already are done", async () => {
    const { deletions, remove, onGone, onRefused } = setUp();
    remove.mockRejectedValueOnce(refusal(404));
    deletions.add(1, 7);
    await vi.advanceTimersByTimeAsync(undoFor);
    expect([onGone.mock.calls.length, onRefused.mock.calls.length]).toEqual([1, 0]);
    expect(hidden(deletions)).toEqual([]);
  });

  it("that are refused show the message again and say why", async () => {
    const { deletions, remove, onGone, onRefused } = setUp();
    remove.mockRejectedValueOnce(refusal(403));
    deletions.add(1, 7);
    await vi.advanceTimersByTimeAsync(undoFor);
    expect(onRefused.mock.calls).toEqual([["Not yours."]]);
    expect(onGone).not.toHaveBeenCalled();
    expect(hidden(deletions)).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });
});

function hide(): void {
  const state = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  state.mockRestore();
}
