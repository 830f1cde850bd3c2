import { type CSSProperties, useId } from "react";
import "./flame.css";

const outer =
  "M33 2c.6 9.500 6.200 13.600 10.200 19.200C46.600 26 49 30.300 49 36c0 10.500-7.200 17.500-17 17.500S15 46.600 15 36.400c0-6.600 3.300-10.800 5.300-14.900 1-2.100 1.600-4.200 1.700-6.900 3 1.900 4.600 4.800 4.700 8.400C30.500 18.800 33.100 11.600 33 2Z";
const middle =
  "M32.600 20c.9 5.600 4.300 8 6.700 11.300 1.900 2.600 3 5 3 8.200 0 6.700-4.500 11.300-10.500 11.300S21.600 46.400 21.600 40c0-4.600 2.300-7.100 3.700-10 .5-1 .8-2.100.9-3.400 2 1.200 3 3 3.100 5.200 2.200-2.900 3.400-7 3.300-11.800Z";
const inner =
  "M32.200 34.500c.6 3 2.500 4.300 3.800 6.100 1 1.400 1.600 2.700 1.600 4.400 0 3.600-2.400 5.700-5.700 5.700s-5.600-2.300-5.600-5.600c0-2.500 1.200-3.900 2-5.400.3-.6.500-1.200.5-1.900 1.100.7 1.600 1.700 1.700 2.800 1.200-1.600 1.800-3.600 1.700-6.100Z";

/** The mark: our flame on two logs. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <path className="flame-logs" d="M14 59.500 50 51.500M14 51.500l36 8" />
      <path className="flame-outer" d={outer} />
      <path className="flame-core" d={middle} />
    </svg>
  );
}

/** The fire itself; warmth runs from 0 (embers) to 1 (burning well). */
export function Flame({ warmth }: { warmth: number }) {
  const id = useId();
  return (
    <svg
      className="flame"
      viewBox="0 0 64 64"
      aria-hidden="true"
      style={{ "--warmth": warmth } as CSSProperties}
    >
      <defs>
        <linearGradient id={id} x1="0" y1="1" x2="0" y2="0">
          <stop className="flame-low" offset="0" />
          <stop className="flame-high" offset="1" />
        </linearGradient>
      </defs>
      <ellipse className="flame-ground" cx="32" cy="61" rx="36" ry="6" />
      <path className="flame-logs" d="M10 60.500 50 52" />
      <path className="flame-logs flame-logs-front" d="M14 52l40 8.500" />
      <g className="flame-size">
        <path className="flame-outer" d={outer} fill={`url(#${id})`} />
        <path className="flame-middle" d={middle} />
        <path className="flame-inner" d={inner} />
      </g>
      <ellipse className="flame-embers" cx="32" cy="54" rx="12" ry="2.600" />
      <circle className="flame-spark" cx="24" cy="30" r="0.8" />
      <circle className="flame-spark" cx="39" cy="24" r="0.6" />
      <circle className="flame-spark" cx="33" cy="18" r="0.7" />
    </svg>
  );
}

/** What is left in an empty room: a few embers that still glow. */
export function Embers() {
  return (
    <svg className="embers" viewBox="0 0 120 48" width="120" height="48" aria-hidden="true">
      <ellipse className="ember-glow" cx="60" cy="34" rx="56" ry="12" />
      <path className="flame-logs" d="M24 42 92 30" />
      <path className="flame-logs flame-logs-front" d="M28 30l68 12" />
      <circle className="ember" cx="50" cy="31" r="3.200" />
      <circle className="ember" cx="61" cy="34" r="4.400" />
      <circle className="ember" cx="71" cy="31" r="2.600" />
      <circle className="ember-spark" cx="57" cy="24" r="1" />
      <circle className="ember-spark" cx="66" cy="22" r="0.8" />
    </svg>
  );
}
