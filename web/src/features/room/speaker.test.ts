import { render, screen } from "@testing-library/react";
import { act, createElement } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ada, message } from "@/testing/fixtures";
import { Announcer } from "@/ui/announcer";
import { Speaker } from "./speaker";

let speaker: Speaker;
const come = (...texts: string[]) =>
  act(() => {
    for (const text of texts) speaker.say(message(1, { creator: ada, body_text: text }));
  });
const later = () => act(() => vi.advanceTimersByTime(4_000));

beforeEach(() => {
  vi.useFakeTimers();
  speaker = new Speaker();
  render(createElement(Announcer));
});
afterEach(() => {
  speaker.stop();
  vi.useRealTimers();
});

it("has each of few messages read out", () => {
  come("One");
  expect(screen.getByText(/: One$/)).toHaveAttribute("aria-live", "polite");
  later();
  come("Two");
  expect(screen.getByText(/: Two$/)).toBeInTheDocument();
});

it("counts those of a flood", () => {
  come("One", ...Array.from({ length: 300 }, (_, n) => `More ${n}`));
  expect(screen.getByText(/: One$/)).toBeInTheDocument();
  later();
  expect(screen.getByText("300 new messages")).toBeInTheDocument();
  later();
  expect(screen.getByText("300 new messages")).toBeInTheDocument();
});

it("says nothing more once it is stopped", () => {
  come("One", "Two");
  speaker.stop();
  later();
  expect(screen.queryByText(/: Two$/)).toBeNull();
});
