import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

/** The dev server puts scripts into the page and speaks to it over a socket, which the page's policy rightly forbids. */
const withoutPolicyInDevelopment: Plugin = {
  name: 'without-policy-in-development',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
}

/**
 * `out/main/` holds three programs that share chunks: `index.js` (the shell), `core.js` (the utilityProcess)
 * and `earshot.js` (the command line). Everything but better-sqlite3 and `electron` is bundled.
 * Targets are those of the oldest Electron the program runs on.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      minify: true,
      rolldownOptions: {
        input: {
          index: resolve('electron/main/index.ts'),
          core: resolve('electron/core/main.ts'),
          earshot: resolve('electron/cli/main.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      minify: true,
      rolldownOptions: {
        input: { index: resolve('electron/preload/index.ts') },
        // A sandboxed preload can only be a classic script.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react(), withoutPolicyInDevelopment],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      minify: true,
      // Everything is on the disk; data: addresses for fonts would only need a looser policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: resolve('renderer/index.html') } },
    },
  },
})
