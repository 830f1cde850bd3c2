import WS from "ws";
import type { Person } from "../e2e/person";

/** What a subscription is named by. The order of the fields is part of the name. */
export type Identifier = { channel: string; room_id?: number; note?: string };

/** A subscription, and all that its library told about it so far. */
export interface Feed {
  readonly states: ("connected" | "rejected" | "disconnected")[];
  readonly messages: unknown[];
  perform(action: string): void;
  unsubscribe(): void;
}

/** One connection, by one of the libraries. */
export interface Client {
  subscribe(identifier: Identifier): Feed;
  /** Whether the library will not connect again by itself. */
  gaveUp(): boolean;
  close(): void;
  /** Everything the server said, over all sockets the library opened. */
  readonly frames: readonly Frame[];
}

/** Connects to the server at url, as a stranger when there is no person. */
export type Connect = (url: string, person?: Person) => Client;

/** Anything the server says on the cable. */
export interface Frame {
  type?: string;
  identifier?: string;
  message?: unknown;
  reason?: string;
  reconnect?: boolean;
}

export interface Line {
  headers: Record<string, string>;
  frames: Frame[];
}

/** What a page of the server's own would send, and a place for what comes back. */
export function lineTo(url: string, person: Person | undefined): Line {
  return { headers: { Origin: url, Cookie: person?.cookie ?? "" }, frames: [] };
}

/** The socket the libraries are given. It keeps what the server says. */
export class LineSocket extends WS {
  constructor(address: string | URL, protocols: string | string[] | undefined, { headers, frames }: Line) {
    super(address, protocols, { headers });
    this.addEventListener("message", ({ data }) => frames.push(JSON.parse(data)));
  }
}
