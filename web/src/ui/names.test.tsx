import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Names } from "./names";

it("lists names, each isolated from the direction of the others", () => {
  const { container } = render(<Names names={["ليلى", "محمد", "田中"]} />);
  expect(container).toHaveTextContent("ليلى, محمد, and 田中");
  expect([...container.querySelectorAll("bdi")].map((name) => name.textContent)).toEqual([
    "ليلى",
    "محمد",
    "田中",
  ]);
});
