import { describe, expect, it } from "vitest";
import type { Unsent } from "@/features/outbox/outbox";
import { ada, bob, message } from "@/testing/fixtures";
import { rowsOf } from "./rows";

const at = (hour: number, minute: number, second = 0, day = 12) =>
  new Date(2026, 4, day, hour, minute, second).toISOString();
const input = { unsent: [], hasAfter: false, myID: 1, readUpTo: undefined };
const short = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => {
    if (row.type === "message") return `${row.message.id}${row.grouped ? " grouped" : ""}`;
    if (row.type === "unsent") return `${row.unsent.clientMessageID}${row.grouped ? " grouped" : ""}`;
    return row.type;
  });
const unsent = (id: string, writtenAt: string): Unsent => ({
  clientMessageID: id,
  roomID: 1,
  body: "<div>x</div>",
  writtenAt: Date.parse(writtenAt),
  state: "waiting",
});

describe("grouping", () => {
  it("joins one author's messages up to five minutes apart", () => {
    const messages = [
      message(1, { created_at: at(9, 0) }),
      message(2, { created_at: at(9, 5) }),
      message(3, { created_at: at(9, 10, 1) }),
      message(4, { created_at: at(9, 10, 2), creator: bob }),
      message(5, { created_at: at(9, 10, 3) }),
    ];
    expect(short(rowsOf({ ...input, messages }))).toEqual(["day", "1", "2 grouped", "3", "4", "5"]);
  });

  it("begins anew at midnight", () => {
    const messages = [
      message(1, { created_at: at(23, 59, 0, 11) }),
      message(2, { created_at: at(0, 1, 0, 12) }),
      message(3, { created_at: at(0, 2, 0, 12) }),
    ];
    expect(short(rowsOf({ ...input, messages }))).toEqual(["day", "1", "day", "2", "3 grouped"]);
  });

  it("begins anew below the line of what is new", () => {
    const messages = [1, 2, 3].map((id) => message(id, { created_at: at(9, id), creator: bob }));
    expect(short(rowsOf({ ...input, messages, readUpTo: 1 }))).toEqual(["day", "1", "new", "2", "3 grouped"]);
  });
});

describe("the line of what is new", () => {
  const messages = [
    message(1, { created_at: at(9, 1), creator: bob }),
    message(2, { created_at: at(9, 2), creator: ada }),
    message(3, { created_at: at(9, 30), creator: bob }),
  ];

  it("passes over my own messages", () => {
    expect(short(rowsOf({ ...input, messages, readUpTo: 1 }))).toEqual(["day", "1", "2", "new", "3"]);
  });

  it("is not drawn when nothing was unread, or everything is", () => {
    expect(short(rowsOf({ ...input, messages }))).not.toContain("new");
    expect(short(rowsOf({ ...input, messages, readUpTo: 0 }))).not.toContain("new");
  });

  it("comes below the day that begins with it", () => {
    const next = [messages[0], message(9, { created_at: at(8, 0, 0, 13), creator: bob })].filter((m) => !!m);
    expect(short(rowsOf({ ...input, messages: next, readUpTo: 1 }))).toEqual(["day", "1", "day", "new", "9"]);
  });
});

describe("messages on their way", () => {
  it("come last and join my block", () => {
    const messages = [message(1, { created_at: at(9, 0) })];
    const rows = rowsOf({ ...input, messages, unsent: [unsent("a", at(9, 1)), unsent("b", at(9, 2))] });
    expect(short(rows)).toEqual(["day", "1", "a grouped", "b grouped"]);
  });

  it("give way, in the same row, to the message the server has made of them", () => {
    const sent = message(1, { client_message_id: "a", created_at: at(9, 1) });
    const before = rowsOf({ ...input, messages: [], unsent: [unsent("a", at(9, 1))] });
    const after = rowsOf({ ...input, messages: [sent], unsent: [unsent("a", at(9, 1))] });
    expect(short(after)).toEqual(["day", "1"]);
    expect(after[1]?.key).toBe(before[1]?.key);
  });

  it("are not mistaken for another person's message with the same id", () => {
    const theirs = message(1, { client_message_id: "a", created_at: at(9, 0), creator: bob });
    const rows = rowsOf({ ...input, messages: [theirs], unsent: [unsent("a", at(9, 1))] });
    expect(short(rows)).toEqual(["day", "1", "a"]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  it("stand below a gap while newer messages are not loaded", () => {
    const messages = [message(1, { created_at: at(9, 0) })];
    const rows = rowsOf({ ...input, messages, hasAfter: true, unsent: [unsent("a", at(9, 1))] });
    expect(short(rows)).toEqual(["day", "1", "gap", "a"]);
  });
});
