/**
 * Hidden layers in the notation that the command shares: 500 neurons, each connected to all that is
 * below, or "16c5s2p2", a convolution: channels, c and the kernel's width, then any of s stride (1),
 * z rows and columns of zeros around the maps (half of the kernel, rounded down), g groups (1), p
 * pooling of what the layer sends (1).
 */
import type { ConvolutionSpec, NetworkSpec, SensorShape } from 'rouse-snn';

export type HiddenLayer = number | string;

export const convolutionNotation = /^([1-9]\d{0,3})c([1-9]\d?)((?:[szgp]\d{1,4})*)$/;

interface Convolving {
  readonly convolution: Required<ConvolutionSpec>;
  /** In front of the layer above. */
  readonly pooling: number;
}

/** What a notation says; null for a number of neurons. */
export function convolutionOf(layer: HiddenLayer): Convolving | null {
  const [, channels, kernel, more] = convolutionNotation.exec(String(layer)) ?? [];
  if (more === undefined) return null;
  const after = (letter: string, usual: number) =>
    Number(new RegExp(`${letter}(\\d+)`).exec(more)?.[1] ?? usual);
  return {
    convolution: {
      channels: Number(channels),
      kernel: Number(kernel),
      stride: after('s', 1),
      padding: after('z', Math.floor(Number(kernel) / 2)),
      groups: after('g', 1),
    },
    pooling: after('p', 1),
  };
}

/** The hidden layers of a network that exists. */
export function hiddenLayers({ layers }: NetworkSpec): HiddenLayer[] {
  return layers.slice(0, -1).map(({ neurons, convolution }, index) => {
    if (!convolution) return neurons;
    const { channels, kernel, stride = 1, padding = 0, groups = 1 } = convolution;
    const unless = (usual: number, letter: string, value: number) =>
      value === usual ? '' : letter + value;
    return `${channels}c${kernel}${unless(1, 's', stride)}${unless(
      Math.floor(kernel / 2),
      'z',
      padding,
    )}${unless(1, 'g', groups)}${unless(1, 'p', layers[index + 1]?.pooling ?? 1)}`;
  });
}

/** Neurons of each hidden layer on a sensor's maps. */
export function neuronsOf(hidden: readonly HiddenLayer[], sensor: SensorShape): number[] {
  let { width, height } = sensor;
  return hidden.map((layer) => {
    const said = convolutionOf(layer);
    if (!said) return Number(layer);
    const { channels, kernel, stride, padding } = said.convolution;
    const windows = (extent: number) => Math.floor((extent + 2 * padding - kernel) / stride) + 1;
    [width, height] = [windows(width), windows(height)];
    const neurons = width * height * channels;
    [width, height] = [Math.floor(width / said.pooling), Math.floor(height / said.pooling)];
    return neurons;
  });
}
