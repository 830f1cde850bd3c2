import { useEffect } from "react";
import { registerWorker } from "./worker";

/** What the app does for itself once everything that was asked for is shown. */
export default function Upkeep() {
  useEffect(() => void registerWorker(), []);
  return null;
}
