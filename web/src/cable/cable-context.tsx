import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useStore } from "zustand";
import type { Cable, CableStatus } from "@/cable/cable";

const CableContext = createContext<Cable | undefined>(undefined);

/** Keeps the line open for as long as it is on the page. */
export function CableProvider({ cable, children }: { cable: Cable; children: ReactNode }) {
  useEffect(() => cable.open(), [cable]);
  return <CableContext value={cable}>{children}</CableContext>;
}

export function useCable(): Cable {
  const cable = useContext(CableContext);
  if (!cable) throw new Error("useCable needs a CableProvider");
  return cable;
}

export function useCableStatus(): CableStatus {
  return useStore(useCable().status, ({ status }) => status);
}
