import type { ReactNode } from "react";
import { Flame, Logo } from "@/ui/flame";
import "./hearth.css";

interface HearthProps {
  title: string;
  lead: string;
  /** How well the fire burns, 0 to 1. */
  warmth?: number;
  accountName?: string | undefined;
  children: ReactNode;
}

/** A few stars: x, y, radius. */
const stars = [
  [60, 52, 0.9],
  [128, 148, 0.6],
  [176, 36, 0.7],
  [262, 96, 1],
  [318, 26, 0.6],
  [371, 170, 0.7],
  [432, 70, 1.1],
  [498, 128, 0.6],
  [552, 40, 0.8],
] as const;

/** The page before one is signed in: the fire on one side, the words and the form on the other. */
export function Hearth({ title, lead, warmth = 1, accountName, children }: HearthProps) {
  return (
    <div className="hearth">
      <div className="hearth-scene">
        <svg className="hearth-stars" viewBox="0 0 600 400" aria-hidden="true">
          {stars.map(([x, y, r]) => (
            <circle key={x} cx={x} cy={y} r={r} />
          ))}
        </svg>
        <svg className="hearth-hills" viewBox="0 0 600 200" preserveAspectRatio="none" aria-hidden="true">
          <path className="hearth-hill-far" d="M0 92C90 60 150 96 250 74s190-52 350 10v116H0Z" />
          <path className="hearth-hill-near" d="M0 140c120-34 210-26 300-22s210 4 300 22v60H0Z" />
        </svg>
        <div className="hearth-glow" style={{ opacity: 0.2 + 0.8 * warmth }} />
        <div className="hearth-fire">
          <Flame warmth={warmth} />
        </div>
      </div>
      <main className="hearth-main" id="main">
        <div className="hearth-content">
          {accountName && (
            <p className="hearth-account">
              <Logo size={22} />
              <span className="truncate" dir="auto">
                {accountName}
              </span>
            </p>
          )}
          <h1 className="hearth-title">{title}</h1>
          <p className="hearth-lead">{lead}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
