import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SavedDraft } from "@/api/drafts";
import type { Draft } from "@/features/composer/drafts";

// The tests share their modules: one that another test has loaded would keep the real API.
vi.resetModules();
vi.mock("@/api/drafts");
const { deleteDraft, fetchDrafts, saveDraft } = await import("@/api/drafts");
const { draftsQuery } = await import("./draft-queries");
const { DraftSync } = await import("./draft-sync");

const roomID = 1;
const begun = saved("begun", "<div>begun</div>", "2026-05-12T09:00:00.000000Z");

let queries: QueryClient;
let written: Draft;
const replace = vi.fn<(draft: SavedDraft | undefined) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  queries = new QueryClient();
  written = { html: "", savedAt: 0, id: "" };
  replace.mockReset();
  vi.mocked(deleteDraft).mockResolvedValue(undefined);
});

afterEach(() => vi.useRealTimers());

function saved(id: string, body: string, updated_at: string): SavedDraft {
  return { id, body, room_id: roomID, updated_at };
}

function open() {
  return new DraftSync(queries, {
    roomID,
    read: () => written,
    noteSaved: (_, savedAs) => {
      written = { ...written, savedAs };
    },
    replace,
  });
}

/** Answers the next question for the list when it is told to. */
function holdList(): (drafts: SavedDraft[]) => void {
  let answer = (_: SavedDraft[]) => {};
  const held = new Promise<SavedDraft[]>((resolve) => {
    answer = resolve;
  });
  vi.mocked(fetchDrafts).mockReturnValueOnce(held);
  return answer;
}

const settle = () => vi.advanceTimersByTimeAsync(60_000);

it("shows what was begun elsewhere in a room opened with nothing written", async () => {
  vi.mocked(fetchDrafts).mockResolvedValue([begun]);
  open();
  await settle();
  expect(replace.mock.calls).toEqual([[begun]]);
});

it("keeps a draft that was saved while an older list was on its way", async () => {
  vi.mocked(fetchDrafts).mockResolvedValueOnce([]);
  const sync = open();
  await settle();
  const older = holdList();
  void queries.refetchQueries({ queryKey: draftsQuery.queryKey, type: "all" });
  vi.mocked(saveDraft).mockResolvedValue(begun);
  vi.mocked(fetchDrafts).mockResolvedValue([begun]);
  written = { html: begun.body, savedAt: 1, id: begun.id };
  sync.typed(undefined);
  await vi.advanceTimersByTimeAsync(2_000);
  older([]);
  await settle();
  expect(replace).not.toHaveBeenCalled();
  expect(queries.getQueryData(draftsQuery.queryKey)).toEqual([begun]);
});

it("does not show again what was sent before the list came", async () => {
  const older = holdList();
  const sync = open();
  vi.mocked(fetchDrafts).mockResolvedValue([]);
  sync.typed(undefined);
  sync.typed(begun.id);
  await vi.advanceTimersByTimeAsync(2_000);
  older([begun]);
  await settle();
  expect(replace).not.toHaveBeenCalled();
  expect(queries.getQueryData(draftsQuery.queryKey)).toEqual([]);
});
