import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

type Theme = "light" | "dark";
type Linear = [r: number, g: number, b: number];

/** The OKLCH text of a token in a theme, through roles and light-dark(). */
function oklchOf(token: string, theme: Theme): string {
  const declared = css.match(new RegExp(`--${token}: ([^;]+);`))?.[1];
  if (!declared) throw new Error(`no token --${token}`);
  const role = declared.match(/^var\(--([\w-]+)\)$/)?.[1];
  if (role) return oklchOf(role, theme);
  const both = declared.match(/^light-dark\((oklch\([^)]+\)), (oklch\([^)]+\))\)$/);
  return (theme === "light" ? both?.[1] : both?.[2]) ?? declared;
}

/** OKLCH to linear sRGB, cut to the gamut (css-color-4, Björn Ottosson's matrices). */
function linear(oklch: string): Linear {
  const [l, c, h] = (oklch.match(/[\d.]+/g) ?? []).map(Number) as Linear;
  const [L, angle] = [l / 100, (h * Math.PI) / 180];
  const [a, b] = [c * Math.cos(angle), c * Math.sin(angle)];
  const cube = (x: number) => x ** 3;
  const lms: Linear = [
    cube(L + 0.3963377774 * a + 0.2158037573 * b),
    cube(L - 0.1055613458 * a - 0.0638541728 * b),
    cube(L - 0.0894841775 * a - 1.291485548 * b),
  ];
  const row = (m: Linear) => m[0] * lms[0] + m[1] * lms[1] + m[2] * lms[2];
  const rgb: Linear = [
    row([4.0767416621, -3.3077115913, 0.2309699292]),
    row([-1.2684380046, 2.6097574011, -0.3413193965]),
    row([-0.0041960863, -0.7034186147, 1.707614701]),
  ];
  return rgb.map((x) => Math.min(1, Math.max(0, x))) as Linear;
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (text: string) => {
    const [r, g, b] = linear(text);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ["color-surface", "color-raised", "color-sunken"];
const pairs: [front: string, behind: string[], atLeast: number][] = [
  ["color-text", [...surfaces, "color-accent-soft", "color-bad-soft"], 7],
  ["color-secondary", surfaces, 4.5],
  ["color-link", [...surfaces, "color-bad-soft"], 4.5],
  ["color-bad", [...surfaces, "color-bad-soft"], 4.5],
  ["color-good", surfaces, 4.5],
  ...["word", "name", "text", "number"].map((of): [string, string[], number] => [
    `color-code-${of}`,
    ["color-sunken"],
    4.5,
  ]),
  ["color-accent", surfaces, 4.5],
  ["color-on-accent", ["color-accent"], 4.5],
  ["color-warn", surfaces, 3],
  ["color-focus", [...surfaces, "color-accent-soft"], 3],
  ["color-control-edge", surfaces, 3],
  // That an edge has become stronger is how one sees where one writes.
  ["color-control-edge-strong", [...surfaces, "color-control-edge"], 3],
];

describe.each(["light", "dark"] as const)("%s", (theme) => {
  it.each(pairs)("%s is readable on %j (%d)", (front, behind, atLeast) => {
    for (const surface of behind) {
      const ratio = contrast(oklchOf(front, theme), oklchOf(surface, theme));
      expect(ratio, `${front} on ${surface}`).toBeGreaterThanOrEqual(atLeast);
    }
  });
});

it.each(Array.from({ length: 12 }, (_, i) => i))("white initials are readable on hue %d", (i) => {
  expect(contrast("oklch(100% 0 0)", oklchOf(`avatar-${i}`, "light"))).toBeGreaterThanOrEqual(4.5);
});

it("computes contrast as WCAG does", () => {
  expect(contrast("oklch(0% 0 0)", "oklch(100% 0 0)")).toBeCloseTo(21, 1);
  expect(contrast("oklch(59.99% 0 0)", "oklch(100% 0 0)")).toBeCloseTo(3.95, 1); // #808080
});
