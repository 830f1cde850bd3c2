import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, vi } from "vitest";
import { App } from "@/app/app";
import { FakeCable } from "./fake-cable";
import { FakeServer } from "./fake-server";

/** Opens the whole app at an address, with a server and a line that tests control. */
export function openApp(path = "/", server = new FakeServer()) {
  history.replaceState(null, "", path);
  vi.stubGlobal("fetch", server.fetch);
  const cable = new FakeCable();
  const user = userEvent.setup();
  const { unmount } = render(<App makeCable={() => cable} />);
  return { server, cable, user, unmount };
}

/** Opens the app in its room, with the line up and what was missed caught up with. */
export async function openRoom(server = new FakeServer()) {
  const loads = () => server.asked("GET", "/api/rooms/1/messages").length;
  const before = loads();
  const opened = openApp("/rooms/1", server);
  const box = await screen.findByRole("textbox", { name: "Message #All Talk" });
  await waitFor(() => expect(loads()).toBeGreaterThan(before));
  await act(async () => opened.cable.connect());
  return { ...opened, box };
}
