import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { markRead } from "@/api/rooms";
import { usePageVisible } from "@/lib/use-page-visible";
import { showRead } from "./room-queries";
import { releaseUnread, useHeldRoom } from "./unread-hold";

/** The server is told at once, and then at most this often, however much is said. */
const tellEvery = 1_000;

/**
 * Marks a room as read up to its newest message while that message is on the
 * screen of a visible tab. `newest` is undefined while it is not.
 */
export function useReadMarker(roomID: number, newest: number | undefined): void {
  const queries = useQueryClient();
  const visible = usePageVisible();
  const held = useHeldRoom() === roomID;
  const [marker] = useState(() => new ReadMarker(queries, roomID));

  useEffect(() => {
    if (held) marker.hold();
    else if (visible && newest !== undefined) marker.seen(newest);
  }, [marker, newest, visible, held]);

  useEffect(
    () => () => {
      marker.flush();
      releaseUnread(roomID);
    },
    [marker, roomID],
  );
}

/** Tells the server how far a room was read. */
class ReadMarker {
  readonly #queries: QueryClient;
  readonly #roomID: number;
  #told = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #seen: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(queries: QueryClient, roomID: number) {
    this.#queries = queries;
    this.#roomID = roomID;
  }

  seen(messageID: number): void {
    if (messageID === this.#told) return;
    this.#seen = messageID;
    showRead(this.#queries, this.#roomID, messageID);
    const wait = this.#toldAt + tellEvery - performance.now();
    if (wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Something was marked as unread: what was seen before is told no more, but may be again. */
  hold(): void {
    this.#clear();
    this.#told = 0;
  }

  /** Tells what was seen, if it was not. */
  flush(): void {
    const seen = this.#seen;
    this.#clear();
    if (seen === undefined) return;
    const before = this.#told;
    this.#told = seen;
    this.#toldAt = performance.now();
    markRead(this.#roomID, seen).then(
      () => this.#told === seen && showRead(this.#queries, this.#roomID, seen), // A list fetched meanwhile may not know of it.
      () => {
        this.#told = before; // The next message, or coming back to the tab, tries again.
      },
    );
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#seen = undefined;
  }
}
