import { expect, it } from "vitest";
import { isSendKey } from "./composer";

const enter = {
  key: "Enter",
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
};
const desk = { touch: false, toolbarOpen: false, takesEnter: false };

it.each([
  ["Enter", enter, desk, true],
  ["another key", { ...enter, key: "a" }, desk, false],
  ["Shift+Enter", { ...enter, shiftKey: true }, desk, false],
  ["Enter while an input method is composing", { ...enter, isComposing: true }, desk, false],
  [
    "Ctrl+Enter while an input method is composing",
    { ...enter, ctrlKey: true, isComposing: true },
    desk,
    false,
  ],
  ["the Enter that ends composing in Safari", { ...enter, keyCode: 229 }, desk, false],
  ["Enter in code", enter, { ...desk, takesEnter: true }, false],
  ["Ctrl+Enter in code", { ...enter, ctrlKey: true }, { ...desk, takesEnter: true }, true],
  ["Enter with the toolbar open", enter, { ...desk, toolbarOpen: true }, false],
  ["Ctrl+Enter with the toolbar open", { ...enter, ctrlKey: true }, { ...desk, toolbarOpen: true }, true],
  ["Cmd+Enter", { ...enter, metaKey: true }, desk, true],
  ["Enter on a touch keyboard", enter, { ...desk, touch: true }, false],
])("%s", (_, event, where, sends) => {
  expect(isSendKey(event, where)).toBe(sends);
});
