import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compressed } from "./compressed";

// TapeFlows serves what is built here, and Elsa Studio's own files (package elsa-studio-wasm) below the same root.
const server = process.env["TAPEFLOWS_URL"] ?? "http://127.0.0.1:5080";
const toServer = Object.fromEntries(
  ["/api", "/elsa", "/health", "/_framework", "/_content"].map((path) => [path, { target: server, ws: true }]),
);

export default defineConfig({
  base: "/",
  plugins: [react(), compressed("dist")],
  build: { outDir: "dist", assetsDir: "assets", sourcemap: false, target: "es2022" },
  server: { proxy: toServer },
  test: { environment: "jsdom" },
});
