import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { FakeServer } from "@/testing/fake-server";
import { openApp } from "@/testing/open-app";

vi.mock("@/features/composer/trix-editor", () => {
  throw new Error("not in jsdom");
});

const inRoom = () => screen.findByRole("heading", { level: 1, name: "All Talk" });

it.each(["/", "/session/new", "/first_run"])("leads from %s to the room one was in last", async (path) => {
  openApp(path);
  await inRoom();
  expect(location.pathname).toBe("/rooms/1");
});

it("opens a room at the message a permalink names", async () => {
  const server = new FakeServer();
  server.say("Look here");
  openApp("/rooms/1/@101", server);
  const message = (await screen.findByText("Look here")).closest("li");
  expect(message).toHaveClass("message-targeted");
});

it.each([
  "/zzz",
  "/users/0",
  "/users/me",
  "/account",
  "/rooms",
  "/rooms/0",
  "/rooms/all-talk",
  "/rooms/1/2",
  "/rooms/1/@0",
  "/rooms/1/@",
  "/rooms/1/@99999999999999999999",
  "/join",
])("says that nothing is at %s, and leads back", async (path) => {
  const { user, server } = openApp(path);
  expect(await screen.findByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
  expect(document.title).toBe("There is no such page · Campfire");
  expect(server.calls.filter((call) => call.path.endsWith("/messages"))).toEqual([]);
  await user.click(screen.getByRole("link", { name: "Back to the conversation" }));
  await inRoom();
});

it("tells whoever is in already what an invite link is for, and leads on", async () => {
  const { user } = openApp("/join/code");
  expect(await screen.findByRole("heading", { level: 1, name: "You are already in Engines" })).toBeVisible();
  await user.click(screen.getByRole("link", { name: "Go on to the conversation" }));
  await inRoom();
});
