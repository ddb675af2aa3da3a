import { defineConfig } from "vite";

// The server's policy allows scripts and styles of its own address only: nothing may be inlined, and nothing comes from elsewhere.
export default defineConfig({
  base: "/",
  build: { outDir: "dist", assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: "es2022", chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": "http://127.0.0.1:8080", "/healthz": "http://127.0.0.1:8080" } },
});
