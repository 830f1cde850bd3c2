import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer, json, problem } from "@/testing/fake-server";
import { ada, bob, room } from "@/testing/fixtures";
import { openApp, openRoom } from "@/testing/open-app";

vi.mock("@/features/composer/trix-editor", () => {
  throw new Error("not in jsdom");
});

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
});

const conversation = () => screen.getByRole("region", { name: "Messages in All Talk" });
const said = (text: string) => within(conversation()).findByText(text);
const texts = () =>
  [...conversation().querySelectorAll(".message-text")].map((element) => element.textContent?.trim());

describe("reading", () => {
  it("shows what was said, by whom", async () => {
    server.say("Good morning");
    await openRoom(server);
    await said("Good morning");
    expect(within(conversation()).getByRole("heading", { name: /Bob Noyce/ })).toBeVisible();
  });

  it("shows a live message and has screen readers say it", async () => {
    const { cable } = await openRoom(server);
    act(() => cable.deliver("RoomChannel", server.say("Hello")));
    await said("Hello");
    expect(screen.getByText("Bob Noyce: Hello")).toHaveAttribute("aria-live", "polite");
  });

  it("ends with the server's room after the line was lost", async () => {
    server.say("Before");
    const { cable } = await openRoom(server);
    await said("Before");
    act(() => cable.drop());
    for (let i = 1; i <= 10; i++) server.say(`Missed ${i}`);
    act(() => cable.connect());
    await said("Missed 10");
    expect(texts()).toEqual(["Before", ...Array.from({ length: 10 }, (_, i) => `Missed ${i + 1}`)]);
  });

  it("fetches what a gap in the sequence has swallowed", async () => {
    const { cable } = await openRoom(server);
    server.say("Swallowed");
    act(() => cable.deliver("RoomChannel", server.say("Heard")));
    await said("Swallowed");
    expect(texts()).toEqual(["Swallowed", "Heard"]);
  });

  it("draws a line above what is new and marks it read", async () => {
    server.say("Old");
    server.say("New");
    server.rooms = [
      room(1, { name: "All Talk", members: [ada, bob], unread_count: 1, read_message_id: 101 }),
    ];
    await openRoom(server);
    await said("New");
    const items = within(conversation())
      .getAllByRole("listitem")
      .map((item) => item.textContent);
    expect(items.indexOf("new")).toBeGreaterThan(items.findIndex((text) => text?.includes("Old")));
    await waitFor(() =>
      expect(server.asked("PUT", "/api/rooms/1/read").at(-1)?.body).toEqual({ message_id: 102 }),
    );
    await waitFor(() => expect(screen.queryByText("1 unread message")).toBeNull());
  });

  it("invites the others in while the first room is empty", async () => {
    await openRoom(server);
    expect(await within(conversation()).findByLabelText("Invite link")).toHaveValue(
      "http://localhost:3000/join/code",
    );
  });

  it("says so when the room is not there, and leads back", async () => {
    openApp("/rooms/7", server);
    expect(await screen.findByRole("heading", { name: "This room is not here any more" })).toBeVisible();
    expect(await screen.findByRole("link", { name: "Go to All Talk" })).toHaveAttribute("href", "/rooms/1");
  });

  it("offers to try again when the messages cannot be loaded", async () => {
    let broken = true;
    server.say("Here after all");
    server.on("GET", "/api/rooms/1/messages", () =>
      broken ? problem(422, "Something is wrong.") : undefined,
    );
    const { user } = await openRoom(server);
    broken = false;
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    await said("Here after all");
  });
});

describe("sending", () => {
  it("shows a message at once, and once when it has arrived", async () => {
    const { user, box, cable } = await openRoom(server);
    await user.type(box, "Hello there{Enter}");
    expect(box).toHaveValue("");
    await said("Hello there");
    await waitFor(() => expect(server.messages).toHaveLength(1));
    const event = server.feed[0];
    act(() => cable.deliver("RoomChannel", event));
    act(() => cable.deliver("RoomChannel", event));
    await waitFor(() => expect(screen.queryByText("Sending")).toBeNull());
    expect(texts()).toEqual(["Hello there"]);
  });

  it("keeps Shift+Enter for a new line", async () => {
    const { user, box } = await openRoom(server);
    await user.type(box, "One{Shift>}{Enter}{/Shift}Two{Enter}");
    await waitFor(() => expect(server.asked("POST", "/api/rooms/1/messages")).toHaveLength(1));
    expect(server.asked("POST", "/api/rooms/1/messages")[0]?.body.body).toBe("<div>One<br>Two</div>");
  });

  it("says why a message was refused, and sends it again on request", async () => {
    let refuse = true;
    server.on("POST", "/api/rooms/1/messages", () =>
      refuse ? problem(403, "Only members may post.") : undefined,
    );
    const { user, box } = await openRoom(server);
    await user.type(box, "Let me in{Enter}");
    expect(await screen.findByText("Only members may post.", { exact: false })).toBeVisible();
    refuse = false;
    await user.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(server.messages.map((m) => m.body_text)).toEqual(["Let me in"]));
    await waitFor(() => expect(screen.queryByText("Not sent.")).toBeNull());
    const [first, second] = server.asked("POST", "/api/rooms/1/messages");
    expect(second?.body).toEqual(first?.body);
  });

  it("discards a refused message", async () => {
    server.on("POST", "/api/rooms/1/messages", () => problem(403, "No."));
    const { user, box } = await openRoom(server);
    await user.type(box, "Never mind{Enter}");
    await user.click(await screen.findByRole("button", { name: "Discard" }));
    await waitFor(() => expect(texts()).toEqual([]));
    expect(localStorage.getItem("campfire:last-room:1")).toBe("1");
  });

  it("waits without a line and goes out in order when it is back, with the draft left alone", async () => {
    const first = await openRoom(server);
    act(() => first.cable.drop());
    server.online = false;
    await first.user.type(first.box, "One{Enter}");
    await first.user.type(first.box, "Two{Enter}");
    await first.user.type(first.box, "half a thought");
    expect(await screen.findAllByText("Goes out when you are connected again")).toHaveLength(2);
    server.online = true;
    act(() => first.cable.connect());
    await waitFor(() => expect(server.messages.map((m) => m.body_text)).toEqual(["One", "Two"]));
    expect(first.box).toHaveValue("half a thought");
    await waitFor(() => expect(texts()).toEqual(["One", "Two"]));
  });

  it("does not take what is longer than a message can be", async () => {
    const { user, box } = await openRoom(server);
    await user.click(box);
    for (const half of ["x", "y"]) await user.paste(half.repeat(17 * 1024));
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("longer than one message can be");
    expect(server.asked("POST", "/api/rooms/1/messages")).toEqual([]);
  });
});

describe("the others", () => {
  it("are seen typing, until they have spoken", async () => {
    const { cable } = await openRoom(server);
    act(() =>
      cable.deliver("TypingNotificationsChannel", { action: "start", user: { id: 2, name: "Bob Noyce" } }),
    );
    const line = document.querySelector(".typing-line");
    expect(line).toHaveTextContent("Bob Noyce is typing");
    act(() => cable.deliver("TypingNotificationsChannel", { action: "start", user: { id: 1, name: "Ada" } }));
    expect(line).toHaveTextContent("Bob Noyce is typing");
    act(() => cable.deliver("RoomChannel", server.say("Done")));
    expect(line).toBeEmptyDOMElement();
  });

  it("are told that I am typing, once a second at most, and that I stopped", async () => {
    const { cable, user, box } = await openRoom(server);
    await user.type(box, "Hel");
    expect(cable.performed("TypingNotificationsChannel")).toEqual(["start"]);
    await user.clear(box);
    expect(cable.performed("TypingNotificationsChannel")).toEqual(["start", "stop"]);
  });

  it("are listed, those who are here first", async () => {
    const { cable, user } = await openRoom(server);
    act(() => cable.deliver("PresenceChannel", { type: "presence", present: [2] }));
    await user.click(await screen.findByRole("button", { name: "People: 1 here now, 2 in this room" }));
    const pane = await screen.findByRole("complementary", { name: "People" });
    expect(
      within(pane)
        .getAllByRole("heading", { level: 3 })
        .map((h) => h.textContent),
    ).toEqual(["Here now · 1", "Away · 1"]);
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("complementary")).toBeNull();
  });
});

describe("the line", () => {
  it("is spoken of when it is lost and when it is back", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    const { cable } = await openRoom(server);
    act(() => cable.drop());
    expect(screen.queryByText(/Reconnecting/)).toBeNull();
    act(() => vi.advanceTimersByTime(1_000));
    expect(screen.getByText(/Reconnecting/).closest("[role=status]")).not.toBeNull();
    act(() => cable.connect());
    expect(screen.getByText("Connected again.")).toBeVisible();
    act(() => vi.advanceTimersByTime(2_500));
    expect(screen.queryByText("Connected again.")).toBeNull();
    vi.useRealTimers();
  });
});

describe("the sidebar", () => {
  it("lists rooms and people, with what is unread", async () => {
    server.rooms = [
      ...server.rooms,
      room(2, { name: "Design", unread_count: 120, mention_count: 2 }),
      room(3, { type: "direct", name: "Bob Noyce", members: [ada, bob] }),
    ];
    await openRoom(server);
    const nav = screen.getByRole("navigation", { name: "Rooms and people" });
    expect(within(nav).getByRole("link", { name: "All Talk" })).toHaveAttribute("aria-current", "page");
    expect(
      within(nav).getByRole("link", { name: /Design.*120 unread messages, 2 mentions of you/ }),
    ).toBeVisible();
    expect(within(nav).getByRole("heading", { name: "People" })).toBeVisible();
    await waitFor(() => expect(document.title).toBe("(120) All Talk · Campfire"));
  });

  it("counts nothing in the room one is looking at, and what came while one was not", async () => {
    server.rooms = [room(1, { name: "All Talk", members: [ada, bob], unread_count: 3 })];
    server.on("PUT", "/api/rooms/1/read", () => problem(503, "Not now."));
    const visibility = vi.spyOn(document, "visibilityState", "get");
    const look = (state: DocumentVisibilityState) => {
      visibility.mockReturnValue(state);
      act(() => void document.dispatchEvent(new Event("visibilitychange")));
    };
    look("visible");
    await openRoom(server);
    const link = screen.getByRole("link", { name: "All Talk" });
    expect(link).not.toHaveClass("room-entry-unread");
    look("hidden");
    expect(link).toHaveAccessibleName(/3 unread messages/);
    look("visible");
    expect(link).toHaveAccessibleName("All Talk");
  });

  it("keeps what it knows when the list cannot be fetched again", async () => {
    const { cable } = await openRoom(server);
    server.on("GET", "/api/rooms", () => json({}, 503));
    act(() => cable.connect());
    expect(screen.getByRole("link", { name: "All Talk" })).toBeVisible();
  });
});
