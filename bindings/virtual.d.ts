// What the build of a single file puts in place of files: see web/single_file.ts.
declare module 'virtual:rouse-wasm' {
  const base64: string;
  export default base64;
}
declare module 'virtual:rouse-pack-wasm' {
  export default function bytes(): Uint8Array;
}
declare module 'virtual:rouse-dvs-wasm' {
  export default function bytes(): Uint8Array;
}
declare module 'virtual:rouse-gestures-wasm' {
  export default function bytes(): Uint8Array;
}
declare module 'virtual:rouse-camera-wasm' {
  export default function bytes(): Uint8Array;
}
declare module 'virtual:rouse-cochlea-wasm' {
  export default function bytes(): Uint8Array;
}
declare module 'virtual:rouse-font' {
  const base64: string;
  export default base64;
}
declare module 'virtual:rouse-worker' {
  /** The worker's script as a function of what is `self` to it; its text becomes a blob. */
  const serve: (self: MessagePort & { name: string }) => void;
  export default serve;
}
