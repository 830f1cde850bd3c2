import { useEffect, useState } from "react";

/** The message a permalink names; another object each time the link is followed. */
export interface Target {
  id: number;
}

/** The message the address names. Following the same link again leads there again. */
export function useTarget(id: number | undefined): Target | undefined {
  const [followed, setFollowed] = useState<Target>();
  const target = followed?.id === id ? followed : toTarget(id);
  if (target !== followed) setFollowed(target);
  useEffect(() => {
    const again = () => setFollowed((last) => last && { ...last });
    addEventListener("pushState", again); // As wouter calls it.
    return () => removeEventListener("pushState", again);
  }, []);
  return target;
}

function toTarget(id: number | undefined): Target | undefined {
  return id === undefined ? undefined : { id };
}
