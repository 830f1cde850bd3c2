import type { Message, Room, RoomEvent, User } from "@/api/types";
import { ada, bob, message, room } from "./fixtures";

export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

type Handler = (call: Call) => Response | undefined;

/** An answer of the API. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

/** A refusal of the API; field names what is wrong in the form. */
export function problem(
  status: number,
  detail: string,
  more: { code?: string; field?: string } = {},
): Response {
  const errors = more.field ? [{ message: detail, location: `body.${more.field}` }] : [];
  return json({ title: "Problem", status, detail, code: more.code ?? "", errors }, status);
}

/** Campfire's API with one team and one room to talk in, behind fetch. Tests change what it has and watch what it is asked. */
export class FakeServer {
  /** Whose session it is. */
  viewer: User = ada;
  signedIn = true;
  firstRun = false;
  online = true;
  rooms: Room[] = [room(1, { name: "All Talk", members: [ada, bob] })];
  messages: Message[] = [];
  feed: RoomEvent[] = [];
  calls: Call[] = [];
  #overrides: { method: string; path: string; handler: Handler }[] = [];
  #lastID = 100;

  /** Answers one kind of request otherwise, until the handler returns undefined. */
  on(method: string, path: string, handler: Handler): void {
    this.#overrides.unshift({ method, path, handler });
  }

  asked(method: string, path: string): Call[] {
    return this.calls.filter((call) => call.method === method && call.path === path);
  }

  /** Somebody says something; the event is what the cable would bring. */
  say(text: string, more: Partial<Message> = {}): RoomEvent {
    const id = ++this.#lastID;
    const html = `<div>${text}</div>`;
    const said = message(id, { creator: bob, body_text: text, body_html: html, ...more });
    this.messages.push(said);
    const event: RoomEvent = {
      type: "message.created",
      seq: this.feed.length + 1,
      room_id: 1,
      message: said,
    };
    this.feed.push(event);
    return event;
  }

  fetch = async (input: Request): Promise<Response> => {
    const url = new URL(input.url);
    const text = await input.clone().text();
    const call = { method: input.method, path: url.pathname, body: text ? JSON.parse(text) : {} };
    this.calls.push(call);
    if (!this.online) throw new TypeError("Failed to fetch");
    for (const { method, path, handler } of this.#overrides) {
      if (method !== call.method || path !== call.path) continue;
      const answer = handler(call);
      if (answer) return answer;
    }
    return this.#answer(call, url.searchParams);
  };

  #answer(call: Call, query: URLSearchParams): Response {
    switch (`${call.method} ${call.path}`) {
      case "GET /api/session":
        return this.#session();
      case "POST /api/session":
      case "POST /api/first_run":
      case "POST /api/join/code":
        this.signedIn = true;
        return json({}, 201);
      case "DELETE /api/session":
        this.signedIn = false;
        return new Response(null, { status: 204 });
      case "GET /api/join/code":
        return json({ account_name: "Engines" });
      case "GET /api/rooms":
        return json({ rooms: this.rooms });
      case "GET /api/rooms/1/messages":
        return json({ messages: this.messages, seq: this.feed.length, has_before: false, has_after: false });
      case "POST /api/rooms/1/messages":
        return this.#post(call.body);
      case "GET /api/rooms/1/events":
        return json({
          events: this.feed.slice(Number(query.get("after"))),
          seq: this.feed.length,
          more: false,
        });
      case "PUT /api/rooms/1/read":
        this.rooms = this.rooms.map((r) => (r.id === 1 ? { ...r, unread_count: 0 } : r));
        return new Response(null, { status: 204 });
      default:
        return this.#otherRoom(call);
    }
  }

  /** Every room can be opened; in those other than the first nobody has said anything. */
  #otherRoom({ method, path }: Call): Response {
    const [, id, part] = /^\/api\/rooms\/(\d+)(\/messages|\/events)?$/.exec(path) ?? [];
    const found = this.rooms.find((listed) => listed.id === Number(id));
    if (!found || method !== "GET") return problem(404, "There is nothing here.");
    if (part === "/messages") return json({ messages: [], seq: 0, has_before: false, has_after: false });
    return json(part ? { events: [], seq: 0, more: false } : found);
  }

  #session(): Response {
    if (!this.signedIn) return json({ status: 401, first_run: this.firstRun, account_name: "Engines" }, 401);
    const account = {
      name: "Engines",
      join_code: "code",
      join_url: "http://localhost:3000/join/code",
      can_create_rooms: true,
      styles_url: "",
      settings: { restrict_room_creation_to_administrators: false, show_presence: true },
    };
    const own = { email_address: "ada@example.com", bio: "", appearance: "system", sound_enabled: true };
    const user = { ...this.viewer, ...own, show_presence: true };
    return json({ user, account, flags: {} });
  }

  #post(body: Record<string, unknown>): Response {
    if (body.author_id !== this.viewer.id) return problem(401, "Somebody else is signed in here now.");
    const text = String(body.body).replace(/<[^>]+>/g, "");
    const event = this.say(text, { creator: this.viewer, client_message_id: String(body.client_message_id) });
    return json("message" in event ? event.message : {}, 201);
  }
}
