import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { setTexts } from "@/lib/i18n";
import texts from "@/lib/messages/en.catalog.json";

setTexts(texts);

// Only for how long a test may wait before it counts as failed; a busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 15_000 });

// What jsdom has no layout for, it does not have at all.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};
globalThis.matchMedia ??= (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener() {},
    removeListener() {},
  });

afterEach(() => {
  cleanup();
  localStorage.clear();
});
