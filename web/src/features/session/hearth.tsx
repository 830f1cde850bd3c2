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

/** The page before one is signed in: the fire on one side, the words and the form on the other. */
export function Hearth({ title, lead, warmth = 1, accountName, children }: HearthProps) {
  return (
    <div className="hearth">
      <div className="hearth-scene">
        <div className="hearth-glow" style={{ opacity: 0.25 + 0.75 * warmth }} />
        <svg className="hearth-hills" viewBox="0 0 600 200" preserveAspectRatio="none" aria-hidden="true">
          <path className="hearth-hill-far" d="M0 92C90 60 150 96 250 74s190-52 350 10v116H0Z" />
          <path className="hearth-hill-near" d="M0 140c120-34 210-26 300-22s210 4 300 22v60H0Z" />
        </svg>
        <div className="hearth-fire">
          <Flame warmth={warmth} />
        </div>
      </div>
      <main className="hearth-main" id="main">
        <div className="hearth-content">
          <p className="hearth-account">
            <Logo size={20} /> <span className="truncate">{accountName || "Campfire"}</span>
          </p>
          <h1 className="hearth-title">{title}</h1>
          <p className="hearth-lead">{lead}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
