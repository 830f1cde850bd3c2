const blocks = "address,blockquote,div,figure,h1,h2,h3,h4,h5,h6,hr,li,ol,p,pre,table,tr,ul";

/** The words of an HTML text, a line for each block. For showing, never for storing. */
export function textOf(html: string): string {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const br of body.querySelectorAll("br")) br.replaceWith("\n");
  for (const block of body.querySelectorAll(blocks)) block.append("\n");
  return (body.textContent ?? "").replace(/\n{3,}/g, "\n\n").trim();
}

/** HTML that shows text as it is, lines included: an empty one at the end, too, for which HTML wants a second break. */
export function htmlOf(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<div>${escaped.replace(/\r?\n/g, "<br>").replace(/<br>$/, "<br><br>")}</div>`;
}

/** Size of text on the wire. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
