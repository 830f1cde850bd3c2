import type { Message } from "@/api/types";
import { htmlOf, textOf } from "@/lib/html";
import { permalinkOf } from "./actions";

/** As much of a message as an answer repeats, in characters. */
const quotedLength = 500;

/** A message as an answer quotes it, in the original's form. What it quotes itself is left out. */
export function quoteOf(message: Message): string {
  const body = new DOMParser().parseFromString(message.body_html, "text/html").body;
  for (const quoted of body.querySelectorAll("blockquote, cite")) quoted.remove();
  const text = textOf(body.innerHTML) || message.body_text;
  const short = text.length > quotedLength ? `${text.slice(0, quotedLength).trimEnd()}…` : text;
  const words = inner(htmlOf(short));
  const name = inner(htmlOf(message.creator.name));
  return `<blockquote>${words}</blockquote><cite>${name} <a href="${permalinkOf(message)}">#</a></cite><br>`;
}

function inner(html: string): string {
  return html.slice("<div>".length, -"</div>".length);
}
