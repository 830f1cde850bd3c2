import { randomUUID } from "node:crypto";
import type { Boost, Message, MessagePage, Room, Session } from "../src/api/types";

/** Good for everybody in the tests. */
export const password = "correct horse";

/** Somebody with an account, acting over HTTP as any program could. */
export class Person {
  readonly #url: string;
  readonly session: Session;
  /** "name=value" of the session cookie. */
  readonly cookie: string;

  constructor(url: string, session: Session, cookie: string) {
    this.#url = url;
    this.session = session;
    this.cookie = cookie;
  }

  /** Makes the first account. */
  static setUp(url: string, name: string, team = "Hearth"): Promise<Person> {
    return enter(url, "/api/first_run", { ...registration(name), account_name: team });
  }

  static join(url: string, code: string, name: string): Promise<Person> {
    return enter(url, `/api/join/${code}`, registration(name));
  }

  /** Signs in once more, as from another device. */
  static signIn(url: string, name: string): Promise<Person> {
    return enter(url, "/api/session", { email_address: emailAddressOf(name), password });
  }

  get id(): number {
    return this.session.user.id;
  }

  get name(): string {
    return this.session.user.name;
  }

  get emailAddress(): string {
    return this.session.user.email_address;
  }

  /** Posts HTML to a room. */
  say(body: string, roomID = 1): Promise<Message> {
    return this.#request("POST", `/api/rooms/${roomID}/messages`, { body, client_message_id: randomUUID() });
  }

  /** Posts several messages, one after the other. */
  async sayAll(bodies: readonly string[], roomID = 1): Promise<Message[]> {
    const messages: Message[] = [];
    for (const body of bodies) messages.push(await this.say(body, roomID));
    return messages;
  }

  edit(id: number, body: string, roomID = 1): Promise<Message> {
    return this.#request("PATCH", `/api/rooms/${roomID}/messages/${id}`, { body });
  }

  async delete(id: number, roomID = 1): Promise<void> {
    await send(this.#url, "DELETE", `/api/rooms/${roomID}/messages/${id}`, undefined, this.cookie);
  }

  boost(id: number, content: string, roomID = 1): Promise<Boost> {
    return this.#request("POST", `/api/rooms/${roomID}/messages/${id}/boosts`, { content });
  }

  async pin(id: number, roomID = 1): Promise<void> {
    await send(this.#url, "PUT", `/api/rooms/${roomID}/messages/${id}/pin`, undefined, this.cookie);
  }

  async bookmark(id: number, roomID = 1): Promise<void> {
    await send(this.#url, "PUT", `/api/rooms/${roomID}/messages/${id}/bookmark`, undefined, this.cookie);
  }

  async removeMember(roomID: number, userID: number): Promise<void> {
    await send(this.#url, "DELETE", `/api/rooms/${roomID}/members/${userID}`, undefined, this.cookie);
  }

  async changeProfile(change: object): Promise<void> {
    await this.#request("PATCH", "/api/users/me", change);
  }

  addBot(name: string): Promise<{ id: number }> {
    return this.#request("POST", "/api/account/bots", { name });
  }

  async changeAccount(change: object): Promise<void> {
    await this.#request("PATCH", "/api/account", change);
  }

  async rooms(): Promise<Room[]> {
    const { rooms } = await this.#request<{ rooms: Room[] }>("GET", "/api/rooms");
    return rooms;
  }

  /** Makes a room; unless it is said otherwise, one that everyone is in. */
  makeRoom(name: string, more: { type?: Room["type"]; user_ids?: number[] } = {}): Promise<Room> {
    return this.#request("POST", "/api/rooms", { type: "open", name, ...more });
  }

  makeBot(name: string, webhook_url: string): Promise<{ id: number }> {
    return this.#request("POST", "/api/account/bots", { name, webhook_url });
  }

  /** Lets administrators alone make rooms. */
  async keepRoomsToAdministrators(): Promise<void> {
    await this.#request("PATCH", "/api/account", {
      settings: { restrict_room_creation_to_administrators: true },
    });
  }

  async deleteRoom(roomID: number): Promise<void> {
    await send(this.#url, "DELETE", `/api/rooms/${roomID}`, undefined, this.cookie);
  }

  message(id: number, roomID = 1): Promise<Message> {
    return this.#request("GET", `/api/rooms/${roomID}/messages/${id}`);
  }

  /** The newest messages of a room, up to a hundred. */
  async messages(roomID = 1): Promise<Message[]> {
    const page = await this.#request<MessagePage>("GET", `/api/rooms/${roomID}/messages?limit=100`);
    return page.messages;
  }

  /** The browsers in which notifications are on. */
  async notifiedDevices(): Promise<{ id: number }[]> {
    return (await this.#request<{ push_subscriptions: { id: number }[] }>("GET", "/api/push_subscriptions"))
      .push_subscriptions;
  }

  /** Signs out everywhere, also here. */
  async endAllSessions(): Promise<void> {
    await send(this.#url, "DELETE", "/api/sessions", undefined, this.cookie);
    await this.signOut();
  }

  async signOut(): Promise<void> {
    await send(this.#url, "DELETE", "/api/session", undefined, this.cookie);
  }

  async #request<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return (await send(this.#url, method, path, body, this.cookie)).json();
  }
}

async function enter(url: string, path: string, body: object): Promise<Person> {
  const answer = await send(url, "POST", path, body);
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  return new Person(url, await answer.json(), cookie);
}

async function send(
  url: string,
  method: string,
  path: string,
  body?: object,
  cookie = "",
): Promise<Response> {
  const headers = { "Content-Type": "application/json", Cookie: cookie };
  const answer = await fetch(url + path, { method, headers, body: body ? JSON.stringify(body) : null });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

function registration(name: string) {
  return { name, email_address: emailAddressOf(name), password };
}

export function emailAddressOf(name: string): string {
  return `${encodeURIComponent(name.toLowerCase())
    .replace(/[^\w-]/g, "-")
    .slice(0, 60)}@example.com`;
}

/** The plain text of messages. */
export function textsOf(messages: readonly Message[]): string[] {
  return messages.map((message) => message.body_text);
}
