import { afterEach, beforeEach, expect, test } from "vitest";
import { Campfire } from "../e2e/campfire";
import { Line } from "../e2e/line";
import { Person } from "../e2e/person";
import type { RoomEvent } from "../src/api/types";
import { connectAnyCableSince } from "./anycable";
import type { Client, Feed } from "./client";

// What AnyCable's extended protocol adds to the others: a client that comes
// back says what it knows, and is sent the rest.

/** Longer than the library takes to notice a lost line and to try again. */
const patience = { timeout: 40_000 };

let campfire: Campfire;
let line: Line;
let ada: Person;
let client: Client;
let feed: Feed;

beforeEach(async () => {
  campfire = await Campfire.serve({ EVENTS_KEPT_PER_ROOM: "20" });
  line = await Line.to(campfire.url);
  ada = await Person.setUp(campfire.url, "Ada");
  client = connectAnyCableSince(line.url, ada);
  feed = client.subscribe({ channel: "RoomChannel", room_id: 1 });
  await expect.poll(() => feed.states).toEqual(["connected"]);
});
afterEach(async () => {
  client.close();
  await line.close();
  await campfire.remove();
});

test("who lost the line is sent exactly what was missed", patience, async () => {
  const said = await ada.sayAll(["heard", "heard, too"]);
  await expect.poll(() => messages()).toEqual(said);

  line.cut();
  said.push(...(await ada.sayAll(["missed", "missed, too", "and this"])));
  line.restore();
  await expect.poll(() => answers(), patience).toEqual(["confirm_history", "confirm_history"]);
  expect(messages()).toEqual(said);

  said.push(await ada.say("live again"));
  await expect.poll(() => messages()).toEqual(said);
});

test("who had heard nothing yet is sent what came since", patience, async () => {
  line.cut();
  const said = await ada.sayAll(["missed", "missed, too"]);
  line.restore();
  await expect.poll(() => messages(), patience).toEqual(said);
});

test("a line that comes and goes under a conversation loses and repeats nothing", patience, async () => {
  const said = [];
  for (let n = 0; n < 60; n++) {
    said.push(await ada.say(`${n}`));
    if (n === 10) line.cut();
    if (n === 20) line.restore();
    if (n === 20) await expect.poll(() => answers().length, patience).toBe(2);
    if (n === 40) line.cut();
    if (n === 50) line.restore();
  }
  await expect.poll(() => messages().length, patience).toBe(said.length);
  expect(messages()).toEqual(said);
});

test("who comes back after what was missed was pruned is told to reload", patience, async () => {
  await ada.say("heard");
  await expect.poll(() => messages()).toHaveLength(1);

  line.cut();
  await ada.sayAll(Array.from({ length: 30 }, (_, n) => `missed ${n}`));
  await campfire.stop();
  await campfire.start(); // prunes
  await expect.poll(() => campfire.log).toContain("feeds pruned");
  line.restore();
  await expect.poll(() => answers(), patience).toEqual(["confirm_history", "reject_history"]);
  expect(messages()).toHaveLength(1);

  const posted = await ada.say("live again");
  await expect.poll(() => messages().at(-1)).toEqual(posted);
});

test("who knows a database that was replaced by a copy is told to reload", patience, async () => {
  await ada.say("in the copy");
  await expect.poll(() => messages()).toHaveLength(1);

  line.cut();
  await campfire.command("hook", "pre-backup");
  await campfire.stop();
  await campfire.command("hook", "post-restore");
  await campfire.start();
  line.restore();
  await expect.poll(() => answers(), patience).toEqual(["confirm_history", "reject_history"]);
});

/** The messages that the client heard of, in the order in which it did. */
function messages() {
  return feed.messages
    .map((event) => event as RoomEvent)
    .flatMap((event) => (event.type === "message.created" ? [event.message] : []));
}

/** How the server answered when it was asked for the history. */
function answers() {
  return client.frames.map(({ type }) => type).filter((type) => type?.endsWith("_history"));
}
