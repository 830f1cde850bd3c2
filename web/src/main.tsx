// First of all: it fixes the order of the cascade's layers.
import "@/ui/styles/layers.css";
import "@/ui/styles/tokens.css";
import "@/ui/styles/reset.css";
import "@/ui/styles/base.css";
import "@/ui/controls.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { loadTexts } from "@/lib/i18n";

const root = document.getElementById("root");
void loadTexts().then(() => {
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
