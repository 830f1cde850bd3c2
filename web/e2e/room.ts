import { expect, type Locator, type Page } from "@playwright/test";

/** The room on somebody's screen. */
export class RoomScreen {
  readonly page: Page;
  readonly editor: Locator;
  readonly timeline: Locator;
  /** The messages, sent or not. */
  readonly messages: Locator;
  /** How the line is, in words. */
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.editor = page.getByRole("textbox", { name: /^Message / });
    this.timeline = page.getByRole("region", { name: /^Messages in / });
    this.messages = this.timeline.locator(".message");
    this.status = page.getByRole("main").getByRole("status");
  }

  /** Opens a room at its newest message, or at the one that is named. */
  static async open(page: Page, path = "/rooms/1"): Promise<RoomScreen> {
    await page.goto(path);
    const room = new RoomScreen(page);
    await expect(room.timeline).toBeVisible();
    return room;
  }

  async write(text: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.type(text);
  }

  async send(text: string): Promise<void> {
    await this.write(text);
    await this.page.keyboard.press("Enter");
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** Opens a message's menu and chooses from it. */
  async choose(text: string, item: string): Promise<void> {
    await this.message(text).hover();
    await this.message(text).locator(".message-bar-menu").click();
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
  }

  /** A boost under a message, by what it says. */
  boost(text: string, content: string): Locator {
    return this.message(text).getByRole("button", { name: `${content}: ` });
  }

  /** What is said, top to bottom. */
  texts(): Promise<string[]> {
    return this.messages.locator(".message-text").allInnerTexts();
  }
}
