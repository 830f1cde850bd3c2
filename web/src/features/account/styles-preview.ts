/** Dresses the page in a frame of ours with styles, in place of those it was dressed with before. */
export function preview(frame: HTMLIFrameElement, styles: string): void {
  const page = frame.contentDocument;
  if (!page) return;
  const id = "styles-preview";
  const sheet = page.getElementById(id) ?? page.createElement("style");
  sheet.id = id;
  sheet.textContent = styles;
  page.head.append(sheet);
}
