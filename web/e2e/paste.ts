import type { Page } from "@playwright/test";

/** Pastes as from another program, which offers the text in several forms. */
export async function paste(page: Page, forms: Record<string, string>): Promise<void> {
  await page.locator("trix-editor").evaluate((editor, forms) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(forms)) clipboardData.setData(type, text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (!editor.dispatchEvent(event)) return;
    // What the browser does next when nobody has taken it.
    const input = new InputEvent("beforeinput", {
      inputType: "insertFromPaste",
      dataTransfer: clipboardData,
      bubbles: true,
      cancelable: true,
    });
    editor.dispatchEvent(input);
  }, forms);
}
