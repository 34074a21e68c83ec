/** What an event camera records of drawings and pictures. */
import type { Recording } from './types';

/** A place on the paper in shares of its side, 0..1: x right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of a pen from where it is put down to where it is lifted; a single point is a dot. */
export type Stroke = readonly Point[];

/** A grey picture. */
export interface GreyPicture {
  /** Pixels, 1..1024. */
  width: number;
  height: number;
  /** Row by row from the top left, one per pixel: 0 is bright paper, 255 dark ink, as in MNIST. */
  ink: Uint8Array;
}

/** What the camera sends, without a class. */
export type Film = Pick<Recording, 'times' | 'channels'>;

/**
 * Films with the camera of the built-in digits: a sensor of 34 x 34 pixels and two polarities moves
 * over what it sees in N-MNIST's three saccades, for 308 ms. Equal arguments give equal events.
 * `seed`, 0..4294967295, decides how the pixels differ, their noise, and where and when the camera
 * begins; 1 unless given. Each call throws an InvalidValueError for values outside their ranges.
 */
export interface CameraClient {
  /**
   * Films strokes as the digits of the data stand: scaled to 20 x 20 pixels, centred by their centre
   * of mass, drawn with a pen 2.6 pixels wide. Only what is smaller than a tenth of the paper stays
   * small. At most 10000 points; no strokes are blank paper, of which the camera sends noise.
   */
  filmStrokes(strokes: readonly Stroke[], seed?: number): Promise<Film>;
  /** Films a picture as it is; its longer side covers 28 of the sensor's pixels, as MNIST's. */
  filmPicture(picture: GreyPicture, seed?: number): Promise<Film>;
  /** A digit, 0..9, as the built-in data has them, in a hand that the seed decides. */
  writeDigit(digit: number, seed?: number): Promise<Stroke[]>;
  close(): void;
}
