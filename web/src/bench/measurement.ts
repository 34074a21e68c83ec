/** One run of the suite: where it is and what it has measured so far. */
import type { BenchEvent, BenchReport, runBench } from 'rouse-snn/bench';
import { Subject } from '../subject';
import { timeToGo } from './figures';

export type Status = 'idle' | 'running' | 'finished' | 'cancelled' | 'failed';

export class Measurement extends Subject<'change'> {
  status: Status = 'idle';
  report: BenchReport | null = null;
  /** The report as it is copied. */
  json = '';
  markdown = '';
  /** Why it failed. */
  problem = '';
  /** The case under way: "Dense product", 20 of 25. */
  name = '';
  index = 0;
  cases = 0;
  /** Share of the work that is done, 0..1. */
  done = 0;

  #begun = 0;
  #stop: () => void = () => {};
  readonly #run: typeof runBench;
  readonly #now: () => number;

  constructor(run: typeof runBench, now: () => number = () => performance.now()) {
    super();
    this.#run = run;
    this.#now = now;
  }

  get running(): boolean {
    return this.status === 'running';
  }

  start(seconds: number, environment: string): void {
    this.#stop();
    Object.assign(this, { report: null, json: '', markdown: '', problem: '', name: '' });
    Object.assign(this, { index: 0, cases: 0, done: 0 });
    this.status = 'running';
    this.#begun = this.#now();
    this.#stop = this.#run(seconds, environment, (event) => this.#take(event));
    this.emit('change');
  }

  /** Stops at once; what has been measured stays. */
  cancel(): void {
    if (!this.running) return;
    this.#end('cancelled');
  }

  close(): void {
    this.#stop();
  }

  /** "about 12 s to go", or nothing as long as nobody knows. */
  get toGo(): string {
    return this.running ? timeToGo(this.#now() - this.#begun, this.done) : '';
  }

  #take(event: BenchEvent): void {
    if (!this.running) return;
    switch (event.type) {
      case 'case':
        this.index = event.index;
        this.cases = event.cases;
        this.name = event.name;
        this.done = event.done;
        break;
      case 'report':
        this.json = event.json;
        this.markdown = event.markdown;
        this.report = JSON.parse(event.json) as BenchReport;
        break;
      case 'finished':
        this.done = 1;
        this.#end('finished');
        return;
      case 'failed':
        this.problem = event.message;
        this.#end('failed');
        return;
    }
    this.emit('change');
  }

  #end(status: Status): void {
    this.#stop();
    this.status = status;
    this.emit('change');
  }
}
