import { type CreateOptions, createCable, type ProtocolID } from "@anycable/core";
import type { Person } from "../e2e/person";
import { type Client, type Connect, type Feed, type Identifier, LineSocket, lineTo } from "./client";

/** A cable of @anycable/core in the protocol of Rails. */
export const connectAnyCable: Connect = (url, person) =>
  connect(url, person, { protocol: "actioncable-v1-json" });

/** The same in AnyCable's extension of it, which asks for what was missed of what it knows. */
export const connectAnyCableExtended: Connect = (url, person) =>
  connect(url, person, { protocol: "actioncable-v1-ext-json", historyTimestamp: false });

/** And also for what was said since it was made or pinged, to the second, where it knows nothing yet. */
export const connectAnyCableSince: Connect = (url, person) =>
  connect(url, person, { protocol: "actioncable-v1-ext-json" });

function connect(
  url: string,
  person: Person | undefined,
  options: Partial<CreateOptions<ProtocolID>>,
): Client {
  const line = lineTo(url, person);
  const cable = createCable(`${url.replace("http", "ws")}/cable`, {
    ...options,
    websocketImplementation: LineSocket,
    websocketOptions: line,
    logLevel: "error",
  });

  function subscribe({ channel: name, ...params }: Identifier): Feed {
    const states: Feed["states"] = [];
    const messages: unknown[] = [];
    const channel = cable.subscribeTo(name, params);
    channel.on("connect", () => states.push("connected"));
    channel.on("disconnect", () => states.push("disconnected"));
    channel.on("close", (reason) => reason && states.push("rejected"));
    channel.on("message", (message) => messages.push(message));
    return {
      states,
      messages,
      perform: (action) => void channel.perform(action),
      unsubscribe: () => void channel.disconnect(),
    };
  }

  return {
    subscribe,
    gaveUp: () => cable.state === "closed",
    close: () => cable.disconnect(),
    frames: line.frames,
  };
}
