import { expect, it } from "vitest";
import { bob, message } from "@/testing/fixtures";
import { quoteOf } from "./quote";

const quoting = (body_html: string, body_text = "") =>
  quoteOf(message(7, { creator: { ...bob, name: "Bob <b>" }, body_html, body_text }));

it("names the author and leads to the message", () => {
  expect(quoting("<div>one<br>two</div>")).toBe(
    `<blockquote>one<br>two</blockquote><cite>Bob &lt;b&gt; <a href="${location.origin}/rooms/1/@7">#</a></cite><br>`,
  );
});

it("leaves out what the message itself quotes", () => {
  const html = '<blockquote>older</blockquote><cite>Ada <a href="/">#</a></cite><br><div>newer</div>';
  expect(quoting(html)).toContain("<blockquote>newer</blockquote>");
});

it("shows markup that was text as text", () => {
  expect(quoting("<div>&lt;script&gt;</div>")).toContain("<blockquote>&lt;script&gt;</blockquote>");
});

it("falls back on the words when there is nothing but a quotation", () => {
  expect(quoting("<blockquote>older</blockquote>", "“older”")).toContain("<blockquote>“older”</blockquote>");
});

it("repeats no more than the beginning of a long message", () => {
  const quoted = quoting(`<div>${"word ".repeat(500)}</div>`);
  expect(quoted).toMatch(/word…<\/blockquote>/);
  expect(quoted.length).toBeLessThan(700);
});
