import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { type Cable, createCable } from "@/cable/cable";
import { ErrorBoundary } from "./error-boundary";
import { Frame } from "./frame";
import { Gate } from "./gate";
import { newQueryClient } from "./own-cache";
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
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
