import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer, problem } from "@/testing/fake-server";
import { bob, room } from "@/testing/fixtures";
import { openApp, openRoom } from "@/testing/open-app";

vi.mock("@/features/composer/trix-editor", () => {
  throw new Error("not in jsdom");
});

const signedInKey = "campfire:signed-in";

let server: FakeServer;
let opened: ReturnType<typeof openApp>;
beforeEach(() => {
  server = new FakeServer();
  server.signedIn = false;
});

const inRoom = () => screen.findByRole("heading", { level: 1, name: "All Talk" });

describe("first run", () => {
  beforeEach(() => {
    server.firstRun = true;
  });

  it("makes the account and leads into the room", async () => {
    const { user } = openApp("/", server);
    await user.type(await screen.findByLabelText("Your name"), "Ada Lovelace");
    await user.type(screen.getByLabelText("Email"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "warm embers");
    await user.click(screen.getByRole("button", { name: "Light the fire" }));
    await inRoom();
    expect(server.asked("POST", "/api/first_run")[0]?.body).toEqual({
      name: "Ada Lovelace",
      email_address: "ada@example.com",
      password: "warm embers",
      account_name: "",
    });
  });

  it("says what is missing at each field and asks the server nothing", async () => {
    const { user } = openApp("/", server);
    await user.type(await screen.findByLabelText("Email"), "not an address");
    await user.type(screen.getByLabelText("Password"), "short");
    await user.click(screen.getByRole("button", { name: "Light the fire" }));
    const name = screen.getByLabelText("Your name");
    expect(name).toHaveAccessibleDescription(/Enter your name/);
    expect(name).toHaveFocus();
    expect(screen.getByLabelText("Email")).toHaveAccessibleDescription(/like ada@example.com/);
    expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(/at least 8/);
    expect(server.asked("POST", "/api/first_run")).toEqual([]);
    await user.type(name, "A");
    expect(name).toBeValid();
    expect(name).toHaveFocus();
  });

  it("gives way to sign-in when somebody else was quicker", async () => {
    server.on("POST", "/api/first_run", () => {
      server.firstRun = false;
      return problem(409, "This Campfire is already set up.", { code: "already_set_up" });
    });
    const { user } = openApp("/", server);
    await user.type(await screen.findByLabelText("Your name"), "Ada");
    await user.type(screen.getByLabelText("Email"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "warm embers");
    await user.click(screen.getByRole("button", { name: "Light the fire" }));
    expect(await screen.findByRole("heading", { name: "Welcome back" })).toBeVisible();
  });
});

describe("sign-in", () => {
  async function signIn(user: ReturnType<typeof openApp>["user"]) {
    await user.type(await screen.findByLabelText("Email"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "warm embers{Enter}");
  }

  it("leads to where one wanted to go", async () => {
    const { user } = openApp("/rooms/1", server);
    await signIn(user);
    await inRoom();
    expect(location.pathname).toBe("/rooms/1");
  });

  it("shows the server's sentence and keeps what was typed", async () => {
    server.on("POST", "/api/session", () => problem(401, "That email and password do not belong together."));
    const { user } = openApp("/", server);
    await signIn(user);
    expect(await screen.findByRole("alert")).toHaveTextContent("do not belong together");
    expect(screen.getByLabelText("Email")).toHaveValue("ada@example.com");
  });

  it("says so when there is no answer", async () => {
    const { user } = openApp("/", server);
    await screen.findByLabelText("Email");
    server.online = false;
    await signIn(user);
    expect(await screen.findByRole("alert")).toHaveTextContent("No answer from the server");
  });

  it("takes the address over from the join page", async () => {
    openApp("/session/new?email_address=ada%40example.com", server);
    expect(await screen.findByLabelText("Email")).toHaveValue("ada@example.com");
  });
});

describe("join", () => {
  it("makes the account of a newcomer", async () => {
    const { user } = openApp("/join/code", server);
    expect(await screen.findByRole("heading", { name: "Join Engines" })).toBeVisible();
    await user.type(screen.getByLabelText("Your name"), "Bob");
    await user.type(screen.getByLabelText("Email"), "bob@example.com");
    await user.type(screen.getByLabelText("Password"), "warm embers");
    await user.click(screen.getByRole("button", { name: "Join" }));
    await inRoom();
    expect(location.pathname).toBe("/rooms/1");
  });

  it("leads people who have an account to sign-in, with their address", async () => {
    server.on("POST", "/api/join/code", () =>
      problem(409, "Somebody here already has that email address.", {
        code: "email_taken",
        field: "email_address",
      }),
    );
    const { user } = openApp("/join/code", server);
    await user.type(await screen.findByLabelText("Your name"), "Ada");
    await user.type(screen.getByLabelText("Email"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "warm embers");
    await user.click(screen.getByRole("button", { name: "Join" }));
    expect(await screen.findByText("Somebody here already has that email address.")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "Sign in instead" }));
    expect(await screen.findByLabelText("Email")).toHaveValue("ada@example.com");
  });

  it("says when the link is not good any more", async () => {
    openApp("/join/old", server);
    expect(await screen.findByRole("heading", { name: /does not work any more/ })).toBeVisible();
  });
});

describe("the end of a session", () => {
  beforeEach(() => {
    server.signedIn = true;
  });

  it("shows sign-in when the server closes the line for good", async () => {
    const { cable } = openApp("/rooms/1", server);
    await inRoom();
    server.signedIn = false;
    cable.drop("ended");
    expect(await screen.findByRole("heading", { name: "You are signed out" })).toBeVisible();
    expect(cable.subscriptions.size).toBe(0);
  });

  it("shows sign-in when a request is answered with 401", async () => {
    const { cable } = openApp("/rooms/1", server);
    await inRoom();
    server.on("GET", "/api/rooms/1/events", () => {
      server.signedIn = false;
      return problem(401, "You are signed out.");
    });
    cable.connect();
    expect(await screen.findByRole("heading", { name: "You are signed out" })).toBeVisible();
  });

  it("leaves nothing behind for somebody else, who begins in a room of their own", async () => {
    server.say("Said in confidence");
    server.rooms = [...server.rooms, room(2, { name: "Design" })];
    localStorage.setItem("campfire:last-room:2", "2");
    const { cable, user } = openApp("/rooms/1", server);
    expect(await screen.findByText("Said in confidence")).toBeVisible();
    act(() => cable.deliver("RoomChannel", server.say("And this")));
    server.signedIn = false;
    act(() => cable.drop("ended"));
    await user.type(await screen.findByLabelText("Email"), "bob@example.com");
    expect(document.body).not.toHaveTextContent(/Said in confidence|And this/);

    server.viewer = bob;
    server.calls = [];
    await user.type(screen.getByLabelText("Password"), "warm embers{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Design" })).toBeVisible();
    expect(location.pathname).toBe("/rooms/2");
    expect(server.calls.filter(({ path }) => path.startsWith("/api/rooms/1"))).toEqual([]);
    expect(document.body).not.toHaveTextContent(/Said in confidence|And this/);
  });

  it("brings the same person back to where they were", async () => {
    server.rooms = [...server.rooms, room(2, { name: "Design" })];
    const { cable, user } = openApp("/rooms/2", server);
    await screen.findByRole("heading", { level: 1, name: "Design" });
    server.signedIn = false;
    act(() => cable.drop("ended"));
    await user.type(await screen.findByLabelText("Email"), "ada@example.com");
    await user.type(screen.getByLabelText("Password"), "warm embers{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Design" })).toBeVisible();
    expect(location.pathname).toBe("/rooms/2");
  });

  it.each([
    ["when the tab is turned to", () => dispatchEvent(new Event("focus"))],
    ["when another tab says so", () => dispatchEvent(new StorageEvent("storage", { key: signedInKey }))],
    ["when the line is back", () => opened.cable.connect()],
  ])("gives the tab to whoever has signed in in another one: %s", async (_, notice) => {
    server.say("Said to Ada");
    server.rooms = [...server.rooms, room(2, { name: "Design" })];
    localStorage.setItem("campfire:last-room:2", "2");
    opened = openApp("/rooms/1", server);
    expect(await screen.findByText("Said to Ada")).toBeVisible();
    server.viewer = bob;
    act(notice);
    expect(await screen.findByRole("heading", { level: 1, name: "Design" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Bob Noyce, your menu" })).toBeVisible();
    expect(localStorage.getItem(signedInKey)).toBe("2");
  });

  it("posts nothing in the name of whoever has signed in in another tab", async () => {
    const { user, box } = await openRoom(server);
    server.viewer = bob;
    await user.type(box, "In Ada's name{Enter}");
    expect(await screen.findByRole("button", { name: "Bob Noyce, your menu" })).toBeVisible();
    expect(server.messages).toEqual([]);
  });

  it("signs out from my menu", async () => {
    const { user } = openApp("/rooms/1", server);
    await inRoom();
    await user.click(screen.getByRole("button", { name: "Sign out", hidden: true }));
    expect(await screen.findByRole("heading", { name: "Welcome back" })).toBeVisible();
    await waitFor(() => expect(server.asked("DELETE", "/api/session")).toHaveLength(1));
  });
});
