/** What the benchmark suite reports; docs/performance.md explains the fields. */

/** Whole training steps: binning, forward, backward, Adam. */
export interface TrainingSpeed {
  network: string;
  steps: number;
  batch: number;
  threads: number;
  gradient_thinning: number;
  batches: number;
  ms_per_sample: number;
  ms_per_sample_fastest: number;
  ms_per_sample_slowest: number;
  events_per_sample: number;
  synaptic_operations_per_sample: number;
  events_per_second: number;
  synaptic_operations_per_second: number;
  streaming_limit_per_second: number;
  share_of_streaming_limit: number;
}

/** Forward and backward pass on random events. */
export interface SweepPoint {
  network: string;
  inputs: number;
  /** Neurons of the hidden layer. */
  width: number;
  events_per_sample: number;
  synaptic_operations_per_sample: number;
  ms_per_sample: number;
  ms_per_sample_fastest: number;
  ms_per_sample_slowest: number;
  events_per_second: number;
  synaptic_operations_per_second: number;
}

/** Least squares: milliseconds at 0, and for each unit of x. */
export interface FittedLine {
  intercept_ms: number;
  slope_ms: number;
  r_squared: number;
}

export interface Sweep {
  points: SweepPoint[];
  /** From two points on. */
  line?: FittedLine;
}

export interface StreamingSpeed {
  working_set_bytes: number;
  bytes_per_second: number;
  additions_per_second: number;
}

export interface PeakSpeed {
  name: string;
  operations_per_second: number;
}

export interface KernelSpeed {
  name: string;
  kernel: string;
  working_set_bytes: number;
  ms: number;
  operations_per_second: number;
  operations_per_byte: number;
  /** Of the kernels that only add. */
  share_of_streaming_limit?: number;
}

export interface BenchReport {
  environment: string;
  /** Logical processors. */
  cores: number;
  vector_floats: number;
  instructions: string;
  data: string;
  seconds: number;
  training: TrainingSpeed[];
  events: Sweep;
  widths: Sweep;
  inputs: Sweep;
  streaming: StreamingSpeed[];
  peaks: PeakSpeed[];
  kernels: KernelSpeed[];
}

export interface BenchRequest {
  seconds: number;
  environment: string;
}

export type BenchEvent =
  /** Case `index` of `cases` begins; `done` is the share of all work before it. */
  | { type: 'case'; index: number; cases: number; name: string; done: number }
  /** The report so far, after every case. */
  | { type: 'report'; json: string; markdown: string }
  | { type: 'finished' }
  | { type: 'failed'; message: string };
