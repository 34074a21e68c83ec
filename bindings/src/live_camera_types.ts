/** A video seen by an event camera, as it comes. */
import type { Film } from './camera_types';

export interface LiveCameraOptions {
  /** Pixels on a side of the sensor, and of every frame. */
  size: 32 | 64 | 128;
  /**
   * Change of log intensity that sends an OFF event, 0.02..2, give or take what pixels differ; an ON
   * event needs three quarters of it. That of DVS128 Gesture is about 0.15. Default 0.2.
   */
  contrast?: number;
  /** 0..4294967295, of how the pixels differ; 1 unless given. */
  seed?: number;
}

/**
 * A sensor of two polarities before a video, with the pixels of the built-in gestures' camera and no
 * noise of its own. Log intensity goes in a straight line from frame to frame, as in v2e (Hu, Liu and
 * Delbruck 2021), so that events are spread over the time between two. Equal frames give equal
 * events.
 */
export interface LiveCameraClient {
  /**
   * Begins with a frame: size x size pixels, row by row, of red, green, blue and alpha, as a canvas
   * has them. Throws an InvalidValueError for options outside their ranges and for another size.
   */
  start(options: LiveCameraOptions, frame: Uint8ClampedArray): Promise<void>;
  /**
   * What the pixels send until this frame, which comes `elapsedUs` (1..1000000, whole) after the one
   * before: times are since that one, channels (polarity * size + row) * size + column, ON after OFF.
   * Throws an InvalidValueError before `start`, too.
   */
  see(frame: Uint8ClampedArray, elapsedUs: number): Promise<Film>;
  close(): void;
}
