import { mentionHTML } from "@/features/completion/mention-html";
import { bodyLimit } from "@/features/composer/composer";
import { byteLength } from "@/lib/html";

/** The address that a pasted text is, and nothing else. */
export function linkOf(text: string): string | undefined {
  const word = text.trim();
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(word) && URL.canParse(word) ? word : undefined;
}

/** Lines copied from an editor that says what language they are in (VS Code does), as code. */
export function codeOf(data: DataTransfer | null): string | undefined {
  const text = data?.getData("text/plain").replace(/\r\n?/g, "\n") ?? "";
  const about = data?.getData("vscode-editor-data");
  if (!about || !text.trim().includes("\n")) return undefined;
  const pre = document.createElement("pre");
  const language = modeIn(about);
  if (language) pre.setAttribute("language", language);
  pre.textContent = text.replace(/\n+$/, "");
  return pre.outerHTML;
}

function modeIn(about: string): string | undefined {
  try {
    const { mode } = JSON.parse(about);
    return /^[A-Za-z0-9+#-]{1,30}$/.test(mode) && mode !== "plaintext" ? mode : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a message can have of pasted HTML: its words with bold, italic, struck and
 * code, links, headings, quotes, lists and code blocks. A table becomes a line for
 * each row. Pictures, colours, sizes and everything else are left behind.
 */
export function cleanPaste(html: string): string {
  const { body } = new DOMParser().parseFromString(
    html.replace(/<!\[(?:end)?if[^\]>]*\]>/gi, ""),
    "text/html",
  );
  const clean = document.createElement("div");
  copyChildren(body, clean);
  joinWordLists(clean);
  return clean.innerHTML;
}

/** Whether pasted HTML is more than a message can have, also when all it cannot have is left behind. */
export function isTooRich(data: DataTransfer | null): boolean {
  const html = data?.getData("text/html") ?? "";
  return html.length > bodyLimit && byteLength(cleanPaste(html)) > bodyLimit;
}

const dropped =
  "script,style,head,title,meta,link,template,noscript,svg,math,iframe,object,video,audio,img,picture,canvas,button,input,select,textarea,[hidden],[aria-hidden=true]";

/** What is mentioned in a message, and in an editor; whatever else is attached is left behind. */
const mentions = "span.mention[data-user-id], figure[data-trix-attachment]";

/** Makes a mention anew: an element taken over as it is would bring along what is in it. */
function copyMention(node: HTMLElement, to: Element): void {
  const shown = node.tagName === "FIGURE" ? shownBy(node.dataset.trixAttachment ?? "") : node;
  const id = Number(shown?.dataset.userId);
  const name = shown?.textContent?.trim().replace(/^@/, "");
  if (!Number.isSafeInteger(id) || id <= 0 || !name) return;
  to.insertAdjacentHTML("beforeend", mentionHTML({ id, name }));
}

function shownBy(attachment: string): HTMLElement | null {
  try {
    const { content } = JSON.parse(attachment);
    const { body } = new DOMParser().parseFromString(String(content), "text/html");
    return body.querySelector<HTMLElement>("span.mention[data-user-id]");
  } catch {
    return null;
  }
}

/** What an element is called in a message. */
const names: Record<string, string> = {
  B: "strong",
  STRONG: "strong",
  I: "em",
  EM: "em",
  S: "del",
  STRIKE: "del",
  DEL: "del",
  CODE: "code",
  KBD: "code",
  SAMP: "code",
  TT: "code",
  BLOCKQUOTE: "blockquote",
  UL: "ul",
  OL: "ol",
  LI: "li",
};
for (let level = 1; level <= 6; level++) names[`H${level}`] = "h1";

/** Lines of their own without a form of their own. */
const lines = new Set(
  "ADDRESS ARTICLE ASIDE CAPTION DD DIV DL DT FIGCAPTION FIGURE FOOTER HEADER MAIN NAV P SECTION".split(" "),
);

function copyChildren(from: Node, to: Element): void {
  for (const node of from.childNodes) copy(node, to);
}

function copy(node: Node, to: Element): void {
  if (node.nodeType === Node.TEXT_NODE) to.append(node.textContent ?? "");
  if (!(node instanceof HTMLElement) || node.matches(dropped) || node.style.display === "none") return;
  if (node.matches(mentions)) copyMention(node, to);
  else if (node.tagName === "BR") to.append(document.createElement("br"));
  else if (node.tagName === "PRE") to.append(codeBlock(node));
  else if (node.tagName === "TABLE") copyTable(node as HTMLTableElement, to);
  else if (lines.has(node.tagName)) copyLine(node, to);
  else copyInto(node, inline(node, to));
}

/** The element in the message that takes what is in this one. */
function inline(node: HTMLElement, to: Element): Element {
  let inner = to;
  const name = names[node.tagName];
  const plain = (name === "strong" && weightOf(node) < 600) || (name === "code" && to.closest("code"));
  if (name && !plain) inner = inner.appendChild(document.createElement(name));
  if (!name && weightOf(node) >= 600 && !to.closest("strong, h1"))
    inner = inner.appendChild(document.createElement("strong"));
  if (!name && /italic|oblique/.test(node.style.fontStyle) && !to.closest("em"))
    inner = inner.appendChild(document.createElement("em"));
  if (!name && `${node.style.textDecoration} ${node.style.textDecorationLine}`.includes("line-through"))
    inner = inner.appendChild(document.createElement("del"));
  const href = node.tagName === "A" ? linkOf(node.getAttribute("href") ?? "") : undefined;
  if (!href) return inner;
  const link = inner.appendChild(document.createElement("a"));
  link.setAttribute("href", href);
  return link;
}

function copyInto(node: HTMLElement, to: Element): void {
  copyChildren(node, to);
  if (to.tagName === "LI" || to.tagName === "H1") trim(to);
}

/** Google Docs wraps everything in a <b> that is not bold. */
function weightOf(node: HTMLElement): number {
  const { fontWeight } = node.style;
  if (fontWeight === "") return names[node.tagName] === "strong" ? 700 : 0;
  return { normal: 400, bold: 700, bolder: 700, lighter: 300 }[fontWeight] ?? Number(fontWeight);
}

function codeBlock(node: HTMLElement): HTMLElement {
  const pre = document.createElement("pre");
  const named = `${node.className} ${node.querySelector("code")?.className ?? ""}`;
  const language = node.getAttribute("language") ?? /\blang(?:uage)?-([A-Za-z0-9+#-]{1,30})/.exec(named)?.[1];
  if (language) pre.setAttribute("language", language);
  for (const br of node.querySelectorAll("br")) br.replaceWith("\n");
  pre.textContent = (node.textContent ?? "").replace(/\n+$/, "");
  return pre;
}

/** A line for each row, its cells apart; empty ones keep their place. */
function copyTable(table: HTMLTableElement, to: Element): void {
  for (const row of table.rows) {
    const line = to.appendChild(document.createElement("div"));
    const cells = [...row.cells].map(({ textContent }) => (textContent ?? "").replace(/\s+/g, " ").trim());
    line.textContent = cells.join(" | ");
  }
}

function copyLine(node: HTMLElement, to: Element): void {
  // An item's own paragraph is the item.
  if (to.tagName === "LI" && to.childNodes.length === 0) {
    copyInto(node, inline(node, to));
    return;
  }
  const line = document.createElement(/^(?:UL|OL)$/.test(to.tagName) ? "li" : "div");
  const list = wordList(node);
  if (list) line.dataset["list"] = list;
  copyInto(node, inline(node, line));
  if (node.tagName === "P" && !list) addSpace(node, to);
  to.append(line);
}

/** Paragraphs are set apart where the page they are from does so. */
function addSpace(node: HTMLElement, to: Element): void {
  const set = node.style.margin || node.style.marginTop || node.style.marginBottom;
  const apart = set === "" ? node.className !== "MsoNoSpacing" : Number.parseFloat(set) > 0;
  if (apart && to.lastElementChild?.tagName === "DIV") to.append(document.createElement("br"));
}

/** Word writes lists as paragraphs whose bullet or number is text that is to be ignored. */
function wordList(node: HTMLElement): "ul" | "ol" | undefined {
  if (!/mso-list:\s*l\d/i.test(node.getAttribute("style") ?? "")) return undefined;
  let mark = "";
  for (const ignored of node.querySelectorAll("[style*='mso-list']")) {
    mark += ignored.textContent;
    ignored.remove();
  }
  return /^\s*[\dA-Za-z]+[.)]/.test(mark) ? "ol" : "ul";
}

function joinWordLists(root: Element): void {
  for (const line of [...root.querySelectorAll<HTMLElement>("[data-list]")]) {
    const name = line.dataset["list"] ?? "ul";
    const before = line.previousElementSibling;
    const list = before?.tagName === name.toUpperCase() ? before : document.createElement(name);
    if (list !== before) line.before(list);
    const item = list.appendChild(document.createElement("li"));
    item.append(...line.childNodes);
    trim(item);
    line.remove();
  }
}

/** Takes white space from both ends, which is not in the way of the next line. */
function trim(element: Element): void {
  const [first, last] = [element.firstChild, element.lastChild];
  if (first?.nodeType === Node.TEXT_NODE) first.textContent = first.textContent?.trimStart() ?? "";
  if (last?.nodeType === Node.TEXT_NODE) last.textContent = last.textContent?.trimEnd() ?? "";
}
