/** What another program handed over, in the address it opened: each part on a line of its own, none of them twice. */
export function sharedText(search: string): string {
  const given = new URLSearchParams(search);
  const [title, text, url] = ["title", "text", "url"].map((name) => given.get(name)?.trim() ?? "");
  const parts = [text?.includes(title ?? "") ? "" : title, text, text?.includes(url ?? "") ? "" : url];
  return parts.filter(Boolean).join("\n");
}
