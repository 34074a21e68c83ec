// The glue code that Emscripten writes into wasm/.
declare module '*/wasm/rouse.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-bench.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-scalar.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-cells.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-cells-scalar.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-neuron.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-pack.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-camera.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-dvs.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-gestures.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-shd.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-cochlea.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
declare module '*/wasm/rouse-cochlea-scalar.mjs' {
  export default function createModule(options?: Record<string, unknown>): Promise<unknown>;
}
