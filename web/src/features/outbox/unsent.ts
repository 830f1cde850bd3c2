/** A message on its way: waiting for its turn or the line, or refused for good. */
export interface Unsent {
  clientMessageID: string;
  roomID: number;
  body: string;
  /** When it was written, milliseconds; the order of sending. */
  writtenAt: number;
  /** When somebody asked for it once more. */
  askedAt?: number;
  state: "waiting" | "failed";
  /** Why it was refused, for people. */
  reason?: string;
  /** The device could not keep it: it goes out from this page, or not at all. */
  onlyHere?: boolean;
}
