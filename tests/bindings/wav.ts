/** Writes WAV files for tests. */
export interface WavOptions {
  rate?: number;
  /** 8 to 32 bits are integers, -32 and -64 floats. */
  bits?: 8 | 16 | 24 | 32 | -32 | -64;
  channels?: number;
  extensible?: boolean;
}

export function wavOf(
  samples: ArrayLike<number>,
  options: WavOptions = {},
): Uint8Array<ArrayBuffer> {
  const { rate = 32_000, bits = 16, channels = 1, extensible = false } = options;
  const bytes = Math.abs(bits) / 8;
  const described = extensible ? 40 : 16;
  const size = samples.length * channels * bytes;
  const view = new DataView(new ArrayBuffer(28 + described + size + 10));
  const text = (at: number, letters: string) => {
    for (const [i, letter] of [...letters].entries()) view.setUint8(at + i, letter.charCodeAt(0));
  };
  const code = bits < 0 ? 3 : 1;
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVE');
  // A block that nobody needs, of an odd size: readers step over it and its padding.
  text(12, 'note');
  view.setUint32(16, 1, true);
  text(22, 'fmt ');
  view.setUint32(26, described, true);
  view.setUint16(30, extensible ? 0xfffe : code, true);
  view.setUint16(32, channels, true);
  view.setUint32(34, rate, true);
  view.setUint32(38, rate * channels * bytes, true);
  view.setUint16(42, channels * bytes, true);
  view.setUint16(44, Math.abs(bits), true);
  if (extensible) view.setUint16(54, code, true);
  const data = 30 + described;
  text(data, 'data');
  view.setUint32(data + 4, size, true);
  for (let i = 0; i < samples.length * channels; i++) {
    setValue(view, data + 8 + i * bytes, bits, samples[Math.floor(i / channels)] ?? 0);
  }
  return new Uint8Array(view.buffer);
}

function setValue(view: DataView, at: number, bits: number, value: number): void {
  const whole = Math.round(value * (2 ** (Math.abs(bits) - 1) - 1));
  if (bits === -32) view.setFloat32(at, value, true);
  else if (bits === -64) view.setFloat64(at, value, true);
  else if (bits === 8) view.setUint8(at, whole + 128);
  else if (bits === 16) view.setInt16(at, whole, true);
  else if (bits === 32) view.setInt32(at, whole, true);
  else {
    view.setUint8(at, whole & 0xff);
    view.setInt16(at + 1, whole >> 8, true);
  }
}
