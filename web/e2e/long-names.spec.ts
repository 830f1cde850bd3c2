import type { Page } from "@playwright/test";
import type { MessagePage, Room } from "../src/api/types";
import { phone } from "./devices";
import { Person, password } from "./person";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

const long = (letter: string) => letter.repeat(90);

for (const [size, device] of Object.entries({ desktop: {}, phone })) {
  test(`names of ninety letters stay in their places: ${size}`, async ({ campfire, visit }) => {
    const ada = await Person.setUp(campfire.url, long("A"), long("T"));
    const bob = await Person.join(campfire.url, ada.session.account.join_code, long("B"));
    await bob.say("<div>hello</div>");
    const page = await visit(ada, device);
    await nameRooms(page);
    const room = await RoomScreen.open(page);
    await expect(room.message("hello")).toBeVisible();
    const bobs = await RoomScreen.open(await visit(bob));
    await bobs.write("…");
    await expect(page.getByText(`${long("B")} is typing`)).toBeVisible();
    expect(await protruding(page)).toEqual([]);

    await page.getByRole("button", { name: /^People/ }).click();
    await expect(page.getByRole("complementary", { name: "People" })).toBeVisible();
    expect(await protruding(page)).toEqual([]);
    await page.keyboard.press("Escape");

    if (device === phone) await page.getByRole("button", { name: "Rooms and people" }).tap();
    const nav = page.getByRole("navigation", { name: "Rooms and people" });
    await expect(nav).toBeInViewport({ ratio: 1 });
    expect(await protruding(page)).toEqual([]);
    for (const name of ["Invite people", /your menu$/]) {
      await nav.getByRole("button", { name }).click();
      await expect(page.locator("[popover]:popover-open")).toBeVisible();
      expect(await protruding(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.goto("/rooms/999");
    await expect(page.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
    expect(await protruding(page)).toEqual([]);
  });

  test(`a team's name of ninety letters fits the doors: ${size}`, async ({ campfire, visit }) => {
    const ada = await Person.setUp(campfire.url, "Ada", long("T"));
    const page = await visit(undefined, device);
    await page.goto("/session/new");
    await expect(page.getByLabel("Password")).toBeVisible();
    expect(await protruding(page)).toEqual([]);
    await page.goto(`/join/${ada.session.account.join_code}`);
    await expect(page.getByLabel("Your name")).toBeVisible();
    expect(await protruding(page)).toEqual([]);

    await page.getByLabel("Your name").fill(long("B"));
    await page.getByLabel("Email").fill("bob@example.com");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Join" }).click();
    await expect(new RoomScreen(page).timeline).toBeVisible();
    expect(await protruding(page)).toEqual([]);
  });
}

/** Has the rooms bear long names, and the messages boosts of somebody with one. */
async function nameRooms(page: Page): Promise<void> {
  const named = (room: Room) => ({ ...room, name: long("R") });
  await page.route("**/api/rooms", async (route) => {
    const answer = await route.fetch();
    const { rooms }: { rooms: Room[] } = await answer.json();
    const direct: Room = { ...rooms[0], id: 77, type: "direct" } as Room;
    await route.fulfill({ response: answer, json: { rooms: [...rooms, direct].map(named) } });
  });
  await page.route("**/api/rooms/1", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: named(await answer.json()) });
  });
  await page.route(/\/api\/rooms\/1\/messages\?/, async (route) => {
    const answer = await route.fetch();
    const body: MessagePage = await answer.json();
    const boost = { id: 1, content: "👏", booster: { id: 2, name: long("B") } };
    const messages = body.messages.map((message) => ({ ...message, boosts: [boost] }));
    await route.fulfill({ response: answer, json: { ...body, messages } });
  });
}

/** What of the page sticks out of the part it belongs to, or out of the screen. */
function protruding(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = "nav, main, aside, header, footer, form, [popover], button, .button, li";
    const isShown = (element: Element) => element.checkVisibility({ checkVisibilityCSS: true });
    /** What is cut off, with or without an ellipsis, is not seen to stick out. */
    const isCut = (element: Element, part: Element) => {
      for (let box: Element | null = element; box && box !== part; box = box.parentElement)
        if (box !== element && getComputedStyle(box).overflowX !== "visible") return true;
      return false;
    };
    const sticksOut = (element: Element) => {
      const part = element.parentElement?.closest(parts) ?? document.documentElement;
      const [inner, outer] = [element.getBoundingClientRect(), part.getBoundingClientRect()];
      const floats = element.matches("[popover], .resizer, .visually-hidden, .visually-hidden *");
      if (floats || inner.width <= 1 || isCut(element, part)) return false;
      return inner.right > outer.right + 1 || inner.left < outer.left - 1;
    };
    const found = [...document.body.querySelectorAll("*")].filter(
      (element) => isShown(element) && !element.closest("svg svg, svg > *, [inert]") && sticksOut(element),
    );
    const wider = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    return [...wider, ...found.map((element) => element.outerHTML.slice(0, 120))];
  });
}
