import type { CSSProperties } from "react";
import "./flame.css";

const outer =
  "M34 3c1 10 15 16 15 32 0 11-7.500 18-17 18s-17-7-17-17.500c0-8 5-12 7-19.500 3.500 2 4.800 5 4.600 8.500C31 19 34 11.500 34 3Z";
const inner =
  "M32.500 28c1.500 5.500 8 8 8 15 0 5-3.700 8-8.500 8s-8.500-3.200-8.500-8c0-4.500 3-6 4.500-9.800 1.700 1 2.500 2.600 2.300 4.300 1.600-2.500 2.400-6 2.200-9.500Z";

/** The mark: our flame on two logs. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <path className="flame-logs" d="M14 59 50 51M14 51l36 8" />
      <path className="flame-outer" d={outer} />
      <path className="flame-inner" d={inner} />
    </svg>
  );
}

/** The fire itself; warmth runs from 0 (embers) to 1 (burning well). */
export function Flame({ warmth }: { warmth: number }) {
  return (
    <svg
      className="flame"
      viewBox="0 0 64 64"
      aria-hidden="true"
      style={{ "--warmth": warmth } as CSSProperties}
    >
      <path className="flame-logs" d="M12 60 52 51M12 51l40 9" />
      <ellipse className="flame-embers" cx="32" cy="54" rx="13" ry="3" />
      <g className="flame-size">
        <path className="flame-outer" d={outer} />
        <path className="flame-inner" d={inner} />
      </g>
      <circle className="flame-spark" cx="24" cy="30" r="0.9" />
      <circle className="flame-spark" cx="38" cy="26" r="0.7" />
      <circle className="flame-spark" cx="33" cy="22" r="0.8" />
    </svg>
  );
}

/** What is left in an empty room: a few embers that still glow. */
export function Embers() {
  return (
    <svg className="embers" viewBox="0 0 96 32" width="96" height="32" aria-hidden="true">
      <path className="flame-logs" d="M22 27 74 20M22 20l52 7" />
      <circle className="ember" cx="40" cy="20" r="3" />
      <circle className="ember" cx="50" cy="23" r="4" />
      <circle className="ember" cx="58" cy="19" r="2.500" />
    </svg>
  );
}
