import { useLayoutEffect, useState } from "react";
import { navigate } from "wouter/use-browser-location";

/**
 * Leads whoever takes over somebody else's tab to a place of their own: the
 * address it is at is not theirs. True until they are there, so that nothing
 * is shown or asked for on the way. The same person stays where they were.
 */
export function useArrival(userID: number | undefined): boolean {
  const [owner, setOwner] = useState(userID);
  const [arriving, setArriving] = useState(false);

  if (userID !== undefined && userID !== owner) {
    setOwner(userID);
    setArriving(owner !== undefined);
  }
  useLayoutEffect(() => {
    if (!arriving) return;
    navigate("/", { replace: true });
    setArriving(false);
  }, [arriving]);

  return arriving;
}
