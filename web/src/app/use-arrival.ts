import { useLayoutEffect, useState } from "react";
import { navigate } from "wouter/use-browser-location";

/**
 * Leads whoever has just signed in to a place of their own, where the address
 * is not one: that of somebody else whose tab they take over, or an invitation
 * or a sign-in link they have just accepted. True until they are there, so that nothing is shown
 * or asked for on the way. The same person stays where they were.
 *
 * The user id is 0 for nobody, undefined while it is not known.
 */
export function useArrival(userID: number | undefined): boolean {
  const [before, setBefore] = useState(userID);
  const [owner, setOwner] = useState(0);
  const [arriving, setArriving] = useState(false);

  if (userID !== before) {
    setBefore(userID);
    if (userID) {
      setOwner(userID);
      const takenOver = owner !== 0 && owner !== userID;
      const accepted = before === 0 && /^\/(join|session\/transfers)\//.test(location.pathname);
      setArriving(takenOver || accepted);
    }
  }
  useLayoutEffect(() => {
    if (!arriving) return;
    navigate("/", { replace: true });
    setArriving(false);
  }, [arriving]);

  return arriving;
}
