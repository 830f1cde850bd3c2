import type { QueryClient } from "@tanstack/react-query";
import { deleteDraft, type SavedDraft, saveDraft } from "@/api/drafts";
import { Problem } from "@/api/problem";
import type { Draft } from "@/features/composer/drafts";
import { storage } from "@/lib/storage";
import { draftsQuery } from "./draft-queries";

/** How long after the last key a text goes to the server. */
const saveAfter = 1_000;
/** Who has typed so lately is typing still, and keeps what they see. */
const stillTyping = 10_000;
/** Drafts that are finished, while the server may not have heard of it. */
const finishedKey = "campfire:finished-drafts";
const finishedLimit = 50;

/** What a draft in a place where one writes lets the sync do with it. */
export interface LocalDraft {
  roomID: number;
  read(): Draft;
  /** The server has just this text, as of then. */
  noteSaved(html: string, at: string): void;
  /** Puts what was written elsewhere in its place; nothing, when that was sent or thrown away. */
  replace(draft: SavedDraft | undefined): void;
}

/**
 * Keeps a room's draft the same here and on the server. What is written here
 * goes there soon after; what comes from there is shown when it is the same
 * draft further on, or when the room is opened with nothing written in it, and
 * never over words that the server does not have or that are being typed.
 */
export class DraftSync {
  readonly #queries: QueryClient;
  readonly #local: LocalDraft;
  readonly #leave: () => void;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #showing: ReturnType<typeof setTimeout> | undefined;
  #typedAt = 0;
  #opened = false;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(queries: QueryClient, local: LocalDraft) {
    this.#queries = queries;
    this.#local = local;
    this.#leave = queries.getQueryCache().subscribe(({ query, type }) => {
      if (type === "updated" && query.queryKey[0] === "drafts") this.#show();
    });
    queries.ensureQueryData(draftsQuery).then(
      () => this.#show(),
      () => undefined, // Offline: what is written here stays here for now.
    );
    const { html, savedAs } = local.read();
    if (html && !savedAs) this.#save();
  }

  /** Somebody has typed; a draft that is empty now is finished. */
  typed(finished: string | undefined): void {
    this.#typedAt = Date.now();
    this.#opened = true;
    clearTimeout(this.#saving);
    this.#saving = undefined;
    if (finished) this.#finish(finished);
    else this.#saving = setTimeout(() => this.#save(), saveAfter);
  }

  /** Sends at once what is waiting to be. */
  flush(): void {
    if (this.#saving !== undefined) this.#save();
  }

  close(): void {
    this.flush();
    clearTimeout(this.#showing);
    this.#leave();
  }

  #save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    const { roomID } = this.#local;
    this.#sending = this.#sending.then(async () => {
      const { html, id, savedAs } = this.#local.read();
      if (html === "" || savedAs) return;
      try {
        const draft = await saveDraft(roomID, id, html);
        this.#local.noteSaved(html, draft.updated_at);
        changeDrafts(this.#queries, roomID, draft);
      } catch {
        // Refused, as another was begun elsewhere, or offline: it is kept here.
      }
    });
  }

  #finish(id: string): void {
    const { roomID } = this.#local;
    noteFinished(id);
    if ((known(this.#queries, roomID)?.id ?? id) === id) changeDrafts(this.#queries, roomID, undefined);
    this.#sending = this.#sending.then(() => forget(roomID, id));
  }

  #show(): void {
    clearTimeout(this.#showing);
    const { html, id, savedAs } = this.#local.read();
    const state = this.#queries.getQueryState(draftsQuery.queryKey);
    if (state?.status !== "success") return;
    const there = known(this.#queries, this.#local.roomID);
    const first = !this.#opened;
    this.#opened = true;
    const same = there?.id === id;
    const news =
      html === "" ? first && there !== undefined : savedAs && !(same && there.updated_at <= savedAs);
    if (!news) return;
    const wait = html === "" ? 0 : this.#typedAt + stillTyping - Date.now();
    if (wait > 0) this.#showing = setTimeout(() => this.#show(), wait);
    else this.#local.replace(there);
  }
}

/** The draft of a room on the server, but for one that is finished. */
function known(queries: QueryClient, roomID: number): SavedDraft | undefined {
  const draft = queries.getQueryData(draftsQuery.queryKey)?.find(({ room_id }) => room_id === roomID);
  if (!draft || !finished().includes(draft.id)) return draft;
  void forget(roomID, draft.id);
  return undefined;
}

/** Has my list show a room's draft as it is now. A list that is on its way may be from before, and is asked for again. */
export function changeDrafts(queries: QueryClient, roomID: number, draft: SavedDraft | undefined): void {
  const { queryKey } = draftsQuery;
  const underway = queries.isFetching({ queryKey }) > 0;
  if (underway) void queries.cancelQueries({ queryKey });
  queries.setQueryData(queryKey, (drafts) => {
    const others = drafts?.filter(({ room_id }) => room_id !== roomID);
    return draft && others ? [draft, ...others] : others;
  });
  if (underway) void queries.prefetchQuery({ ...draftsQuery, staleTime: 0 });
}

async function forget(roomID: number, id: string): Promise<void> {
  try {
    await deleteDraft(roomID, id);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) return; // Tried again when it is seen again.
  }
  storage.write(
    finishedKey,
    finished().filter((one) => one !== id),
  );
}

function finished(): string[] {
  const ids = storage.read<string[]>(finishedKey);
  return Array.isArray(ids) ? ids : [];
}

function noteFinished(id: string): void {
  storage.write(finishedKey, [...finished(), id].slice(-finishedLimit));
}
