import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { type Cable, createCable } from "@/cable/cable";
import { Announcer } from "@/ui/announcer";
import { ErrorBoundary } from "./error-boundary";
import { Frame } from "./frame";
import { Gate } from "./gate";
import { Pages } from "./pages";
import { SignedInProviders } from "./signed-in";

interface AppProps {
  /** Makes the line to the server, once somebody is signed in. */
  makeCable?: () => Cable;
}

export function App({ makeCable = createCable }: AppProps) {
  const [queries] = useState(newQueryClient);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <Gate>
          <SignedInProviders makeCable={makeCable}>
            <Frame>
              <Pages />
            </Frame>
          </SignedInProviders>
        </Gate>
        <Announcer />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

/** "always": the browser may think itself offline while Campfire is on the same machine or network. */
function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", refetchOnWindowFocus: false },
      mutations: { networkMode: "always" },
    },
  });
}
