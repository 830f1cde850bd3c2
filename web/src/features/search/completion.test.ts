import { describe, expect, it } from "vitest";
import { complete, completions, pieceAt } from "./completion";

const known = { rooms: ["All Talk", "Design", "Crème"], people: ["Ada Lovelace", "Bob"] };
const offered = (query: string, caret = query.length) =>
  completions(pieceAt(query, caret), known).map(({ text }) => text);

describe("what a query can become", () => {
  it.each([
    ["", []],
    ["hello ", []],
    ["fr", ["from:"]],
    ["hello IN", ["in:"]],
    ["hello in:", ['in:"All Talk"', "in:Design", "in:Crème"]],
    ["in:#des", ["in:Design"]],
    ["in:talk", ['in:"All Talk"']],
    ["in:creme", ["in:Crème"]],
    ['from:"ada lo', ['from:"Ada Lovelace"']],
    ["from:@b", ["from:Bob"]],
    ["from:m", ["from:me"]],
    ["has:", ["has:link", "has:code", "has:sound"]],
    ["has:link", []],
    ["after:y", ["after:yesterday"]],
    ['"fr', []],
    ["http:", []],
  ])("%s", (query, texts) => expect(offered(query)).toEqual(texts));

  it("looks at the piece where the caret is", () => {
    expect(offered("fr hello", 2)).toEqual(["from:"]);
    expect(offered("fr hello", 3)).toEqual([]);
  });
});

describe("completing", () => {
  it.each([
    ["fr", 2, { text: "from:" }, "from:", 5],
    ["has:l cake", 5, { text: "has:link" }, "has:link cake", 9],
    ["cake in:a", 9, { text: 'in:"All Talk"' }, 'cake in:"All Talk" ', 19],
  ])("%s", (query, caret, completion, text, after) => {
    const piece = pieceAt(query, caret);
    if (!piece) throw new Error("no piece");
    expect(complete(query, piece, completion)).toEqual({ query: text, caret: after });
  });
});
