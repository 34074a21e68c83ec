/** Digits as one may draw them on the pad, which owe nothing to the built-in ones. */
import type { Stroke } from 'rouse-snn/camera';

/** An arc of a circle or an ellipse, angles in degrees clockwise from the right. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Stroke {
  return Array.from({ length: 25 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 24) * Math.PI) / 180;
    return { x: x + rx * Math.cos(angle), y: y + ry * Math.sin(angle) };
  });
}

const line = (...places: [number, number][]): Stroke => places.map(([x, y]) => ({ x, y }));

export const handDigits: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.2, 0.3, -80, 280)],
  [line([0.52, 0.15], [0.48, 0.85])],
  [[...arc(0.48, 0.33, 0.18, 0.16, -170, 40), ...line([0.3, 0.8], [0.72, 0.78])]],
  [[...arc(0.47, 0.34, 0.17, 0.15, -150, 85), ...arc(0.47, 0.65, 0.2, 0.17, -85, 150)]],
  [line([0.36, 0.16], [0.3, 0.52], [0.72, 0.5]), line([0.62, 0.2], [0.58, 0.86])],
  [line([0.68, 0.18], [0.38, 0.19], [0.35, 0.47]), arc(0.47, 0.62, 0.2, 0.19, -130, 140)],
  [[...line([0.6, 0.14], [0.42, 0.4]), ...arc(0.5, 0.66, 0.17, 0.18, -160, 190)]],
  [line([0.28, 0.22], [0.7, 0.2], [0.45, 0.84])],
  [arc(0.5, 0.34, 0.14, 0.15, 90, 450), arc(0.5, 0.67, 0.18, 0.18, -90, 270)],
  [[...arc(0.5, 0.36, 0.16, 0.17, 0, -350), ...line([0.66, 0.38], [0.62, 0.86])]],
];
