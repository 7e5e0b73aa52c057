import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compressed } from "./compressed.ts";

// TapeFlows serves what is built here, and Elsa Studio's own files (package elsa-studio-wasm) below the same root.
const server = process.env["TAPEFLOWS_URL"] ?? "http://127.0.0.1:5080";
const toServer = Object.fromEntries(
  ["/api", "/elsa", "/health", "/_framework", "/_content"].map((path) => [path, { target: server, ws: true }]),
);

export default defineConfig({
  base: "/",
  plugins: [react(), compressed("dist")],
  build: {
    outDir: "dist",
    assetsDir: "assets",
    sourcemap: false,
    target: "es2022",
    rolldownOptions: {
      // Served beside the console, not part of it.
      external: [/^\/_content\//],
      // What others wrote changes seldom: a new console leaves it in the caches of browsers.
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: "mui", test: /node_modules\/@(mui|emotion)\// },
          ],
        },
      },
    },
  },
  server: { proxy: toServer },
  test: { environment: "jsdom" },
});
