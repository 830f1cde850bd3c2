import { phone } from "./devices";
import { RoomScreen } from "./room";
import { expect, test } from "./test";

test("a boost reaches everybody, is joined with one tap, and taken back with another", async ({
  ada,
  bob,
  visit,
}) => {
  await ada.say("shipped");
  const [hers, his] = [await RoomScreen.open(await visit(ada)), await RoomScreen.open(await visit(bob))];
  await his.message("shipped").hover();
  await his.message("shipped").getByRole("button", { name: "Boost", exact: true }).click();
  await his.page.getByRole("button", { name: "Boost with 🔥" }).click();

  const [forHer, forHim] = [hers.boost("shipped", "🔥"), his.boost("shipped", "🔥")];
  await expect(forHim).toHaveAttribute("aria-pressed", "true");
  await expect(forHer).toHaveAttribute("aria-pressed", "false");
  await expect(forHer).toHaveAccessibleName("🔥: 1 boost, by Bob");
  await forHer.click();
  await expect(forHer).toHaveAccessibleName("🔥: 2 boosts, by Bob and you");
  await expect(forHim).toHaveAccessibleName("🔥: 2 boosts, by Ada and you");
  await forHim.click();
  await expect(forHer).toHaveAccessibleName("🔥: 1 boost, by you");
  await forHer.click();
  await expect(forHim).toHaveCount(0);
  await expect(forHer).toHaveCount(0);
});

test("a boost of one's own is text or emoji, and one too long says so and stays", async ({ ada, visit }) => {
  await ada.say("shipped");
  const room = await RoomScreen.open(await visit(ada));
  await room.choose("shipped", "Another boost…");
  const own = room.page.getByRole("combobox", { name: "An emoji, or a few words" });
  await expect(own).toBeFocused();
  await own.fill("seventeen letters");
  await own.press("Enter");
  await expect(room.page.getByRole("alert")).toHaveText("A boost is short: at most 16 characters.");
  await expect(own).toHaveValue("seventeen letters");
  await own.fill("well done 👩‍👩‍👧‍👦");
  await own.press("Enter");
  await expect(room.boost("shipped", "well done 👩‍👩‍👧‍👦")).toBeVisible();
  await expect(own).toHaveCount(0);
});

test("what one types is the boost, unless it is an emoji's name", async ({ ada, visit }) => {
  await ada.say("shipped");
  const room = await RoomScreen.open(await visit(ada));
  const { page } = room;
  const own = page.getByRole("combobox", { name: "An emoji, or a few words" });
  const active = page.getByRole("option", { selected: true });
  for (const [typed, keys, offered, boost] of [
    ["rocket", [], "🚀", "🚀"],
    ["lol", [], "Boost with lol", "lol"],
    ["roc", ["ArrowRight"], "🚀", "🚀"],
    ["rocket", ["ArrowUp"], "Boost with rocket", "rocket"],
  ] as const) {
    await room.choose("shipped", "Another boost…");
    await own.fill(typed);
    for (const key of keys) await own.press(key);
    await expect(active).toHaveText(offered);
    const activeID = await active.getAttribute("id");
    await expect(own).toHaveAttribute("aria-activedescendant", activeID ?? "none");
    await own.press("Enter");
    await expect(room.boost("shipped", boost)).toBeVisible();
    await expect(room.message("shipped").locator(".message-bar-menu")).toBeFocused();
    await room.boost("shipped", boost).click();
    await expect(room.boost("shipped", boost)).toHaveCount(0);
  }
});

test("many boosts wrap", async ({ ada, bob, visit }) => {
  const { id } = await ada.say("shipped");
  for (const person of [ada, bob]) {
    for (let n = 1; n <= 18; n++) await person.boost(id, `boost number ${n}`);
  }
  for (const device of [{}, phone]) {
    const room = await RoomScreen.open(await visit(ada, device));
    const boosts = room.message("shipped").locator(".boost");
    await expect(boosts).toHaveCount(18);
    await expect(boosts.last()).toBeInViewport({ ratio: 1 });
    const width = room.page.viewportSize()?.width ?? 0;
    for (const box of await Promise.all((await boosts.all()).map((boost) => boost.boundingBox()))) {
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
  }
});

test("the author of a message is told of a boost, wherever they are, and nobody else is", async ({
  ada,
  bob,
  visit,
}) => {
  const { id } = await ada.say("shipped");
  const [hers, his] = [await visit(ada), await visit(bob)];
  await RoomScreen.open(his);
  await hers.goto("/rooms/999");
  await expect(hers.getByRole("heading", { name: "This room is not here any more" })).toBeVisible();
  const told = hers.getByText(/^Bob boosted your message with hear/);
  let given = 0;
  await expect // Until the line is up, nobody is told.
    .poll(async () => {
      await bob.boost(id, `hear ${++given}`);
      return told.count();
    })
    .toBeGreaterThan(0);
  await hers.getByRole("button", { name: "Show" }).first().click();
  await expect(hers).toHaveURL(`/rooms/1/@${id}`);
  await expect(new RoomScreen(hers).boost("shipped", "hear 1")).toBeVisible();
  await expect(his.getByText(/boosted your message/)).toHaveCount(0);
});
