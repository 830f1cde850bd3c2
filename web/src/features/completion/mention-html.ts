import type { User } from "@/api/types";

/** A mention as the editor takes it. The server signs it as it is posted, and shows the name of then. */
export function mentionHTML({ id, name }: Pick<User, "id" | "name">): string {
  const shown = document.createElement("span");
  shown.className = "mention";
  shown.dataset.userId = String(id);
  shown.textContent = `@${name}`;
  const figure = document.createElement("figure");
  figure.dataset.trixAttachment = JSON.stringify({
    contentType: "application/vnd.campfire.mention",
    userId: String(id),
    content: shown.outerHTML,
  });
  return figure.outerHTML;
}

/** Pasted HTML with the mentions of messages, which are mentions again. */
export function withMentions(html: string): string {
  if (!html.includes("data-user-id")) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const shown of page.querySelectorAll<HTMLElement>("span.mention[data-user-id]")) {
    const id = Number(shown.dataset.userId);
    const name = shown.textContent?.trim().replace(/^@/, "");
    if (Number.isSafeInteger(id) && id > 0 && name) shown.outerHTML = mentionHTML({ id, name });
  }
  return page.body.innerHTML;
}
