import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Campfire } from "../e2e/campfire";
import { Person } from "../e2e/person";
import type { Client, Connect, Feed } from "./client";

const room = { channel: "RoomChannel", room_id: 1 };
const presence = { channel: "PresenceChannel", room_id: 1 };
const typing = { channel: "TypingNotificationsChannel", room_id: 1 };
const heartbeat = { channel: "HeartbeatChannel" };

/** Longer than either library takes to notice a lost line and to try again. */
const patience = { timeout: 40_000 };

/** What a library for Action Cable has to find at our server. */
export function testClient(library: string, connect: Connect): void {
  describe(library, () => {
    let campfire: Campfire;
    let ada: Person;
    let bob: Person;

    beforeAll(async () => {
      campfire = await Campfire.serve();
      ada = await Person.setUp(campfire.url, "Ada");
      bob = await Person.join(campfire.url, ada.session.account.join_code, "Bob");
    });
    afterAll(() => campfire.remove());

    function open(person?: Person): Client {
      const client = connect(campfire.url, person);
      onTestFinished(() => client.close());
      return client;
    }

    test.each([room, presence, typing, heartbeat])("is let into $channel", async (identifier) => {
      const feed = open(ada).subscribe(identifier);
      await expect.poll(() => feed.states).toEqual(["connected"]);
    });

    test.each([
      ["a room that is not there", { ...room, room_id: 999 }],
      ["the presence of a room that is not there", { ...presence, room_id: 999 }],
      ["the typing of a room that is not there", { ...typing, room_id: 999 }],
      ["a room without a number", { channel: "RoomChannel" }],
      ["a channel that is not there", { channel: "SecretsChannel" }],
    ])("is rejected from %s", async (_, identifier) => {
      const feed = open(ada).subscribe(identifier);
      await expect.poll(() => feed.states).toContain("rejected");
      expect(feed.states).not.toContain("connected");
    });

    test("receives what is posted over HTTP, as HTTP shows it", async () => {
      const feed = await joined(open(bob).subscribe(room));
      const posted = await ada.say("<div>Have a <strong>look</strong>: https://example.com 🔥</div>");

      const event = { type: "message.created", room_id: 1, seq: expect.any(Number) };
      await expect.poll(() => feed.messages).toMatchObject([{ ...event, message: posted }]);
      expect(feed.messages).toHaveProperty("0.message", await bob.message(posted.id));
    });

    test("receives a burst whole, in order", async () => {
      const feed = await joined(open(bob).subscribe(room));
      const posted = await Promise.all(Array.from({ length: 50 }, (_, n) => ada.say(`<p>burst ${n}</p>`)));

      const ids = posted.map(({ id }) => id).sort((a, b) => a - b);
      await expect.poll(() => feed.messages.map((event) => messageOf(event).id)).toEqual(ids);
    });

    test("hears who is present, and who goes", async () => {
      const adas = await joined(open(ada).subscribe(presence));
      await expect.poll(() => adas.messages.at(-1)).toEqual({ type: "presence", present: [ada.id] });

      const bobs = open(bob);
      const bobsPresence = await joined(bobs.subscribe(presence));
      const both = { type: "presence", present: [ada.id, bob.id] };
      await expect.poll(() => adas.messages.at(-1)).toEqual(both);
      await expect.poll(() => bobsPresence.messages.at(-1)).toEqual(both);

      bobsPresence.perform("absent");
      await expect.poll(() => adas.messages.at(-1)).toEqual({ type: "presence", present: [ada.id] });
      bobsPresence.perform("present");
      await expect.poll(() => adas.messages.at(-1)).toEqual(both);
      bobs.close();
      await expect.poll(() => adas.messages.at(-1)).toEqual({ type: "presence", present: [ada.id] });
    });

    test("hears who is typing, and who stops", async () => {
      const adas = await joined(open(ada).subscribe(typing));
      const bobs = await joined(open(bob).subscribe(typing));
      const user = { id: bob.id, name: "Bob" };

      bobs.perform("start");
      await expect.poll(() => adas.messages).toEqual([{ action: "start", user }]);
      bobs.perform("stop");
      await expect
        .poll(() => adas.messages)
        .toEqual([
          { action: "start", user },
          { action: "stop", user },
        ]);
    });

    test("serves two subscriptions of the same name by one", async () => {
      const client = open(bob);
      const [one, two] = [client.subscribe(room), client.subscribe(room)];
      await Promise.all([joined(one), joined(two)]);
      const posted = await ada.say("<p>for both</p>");

      await expect.poll(() => one.messages).toMatchObject([{ message: posted }]);
      await expect.poll(() => two.messages).toMatchObject([{ message: posted }]);
      const sent = client.frames.filter(({ message }) => message && messageOf(message).id === posted.id);
      expect(sent).toHaveLength(1);
    });

    test("gets back the very identifier it sent", async () => {
      const client = open(ada);
      const odd = { channel: "RoomChannel", room_id: 1, note: 'ü "quoted" \u2028' };
      await joined(client.subscribe(odd));

      const inOrder = JSON.stringify(odd, ["channel", "room_id", "note"]);
      const sorted = JSON.stringify(odd, ["channel", "note", "room_id"]);
      const confirmed = client.frames.find(({ type }) => type === "confirm_subscription");
      expect([inOrder, sorted]).toContain(confirmed?.identifier);
    });

    test("is sent nothing more once it has unsubscribed", async () => {
      const client = open(bob);
      const feed = await joined(client.subscribe(room));
      const others = await joined(open(ada).subscribe(room));
      feed.unsubscribe();
      await joined(client.subscribe(heartbeat)); // Commands are obeyed in order, so the one before has been.
      await ada.say("<p>for those who stayed</p>");
      await expect.poll(() => others.messages).toHaveLength(1);

      await joined(client.subscribe(typing)); // What had been on its way is here by now.
      expect(client.frames.filter(({ message }) => message)).toEqual([]);
    });

    test("is told that it is unauthorized, and stays away", async () => {
      const client = open();
      client.subscribe(room);
      await expect.poll(() => client.gaveUp()).toBe(true);
      expect(client.frames).toEqual([unauthorized]);
    });

    test("is sent away when its session ends, and its other devices are not", async () => {
      const lent = await Person.signIn(campfire.url, "Bob");
      const [client, other] = [open(lent), open(bob)];
      const feed = await joined(other.subscribe(room));
      await joined(client.subscribe(room));

      await lent.signOut();
      await expect.poll(() => client.gaveUp()).toBe(true);
      expect(client.frames.at(-1)).toEqual(unauthorized);
      const posted = await ada.say("<p>for those who stayed</p>");
      await expect.poll(() => feed.messages).toMatchObject([{ message: posted }]);
    });

    test("is told of a restart, comes back by itself and receives again", patience, async () => {
      const client = open(bob);
      const feeds = [room, presence, typing, heartbeat].map((identifier) => client.subscribe(identifier));
      await Promise.all(feeds.map(joined));

      await campfire.stop("SIGTERM");
      await expect.poll(() => client.frames.at(-1)).toEqual(restart);
      expect(client.gaveUp()).toBe(false);
      await campfire.start();

      const cameBack = ["connected", "disconnected", "connected"];
      for (const feed of feeds) await expect.poll(() => feed.states, patience).toEqual(cameBack);
      const posted = await ada.say("<p>after the restart</p>");
      await expect.poll(() => feeds[0]?.messages).toMatchObject([{ message: posted }]);
    });
  });
}

const unauthorized = { type: "disconnect", reason: "unauthorized", reconnect: false };
const restart = { type: "disconnect", reason: "server_restart", reconnect: true };

/** Waits until the server has confirmed a subscription. */
async function joined(feed: Feed): Promise<Feed> {
  await expect.poll(() => feed.states).toEqual(["connected"]);
  return feed;
}

function messageOf(event: unknown): { id?: number } {
  return (event as { message?: { id: number } }).message ?? {};
}
