import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/bindings/**/*.test.ts', 'tests/web/unit/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'command',
          environment: 'node',
          include: ['tests/command/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/web/browser/**/*.test.ts'],
          // Builds the page once for all files; each file has a browser of its own.
          globalSetup: ['tests/web/browser/build.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
