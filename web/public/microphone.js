// Runs where the sound comes in: hands it to the page in pieces of 32 ms.
class Microphone extends AudioWorkletProcessor {
  #piece = new Float32Array(1024);
  #size = 0;

  process([[samples] = []]) {
    if (!samples) return true;
    this.#piece.set(samples, this.#size);
    this.#size += samples.length;
    if (this.#size + samples.length > this.#piece.length) {
      this.port.postMessage(this.#piece.slice(0, this.#size));
      this.#size = 0;
    }
    return true;
  }
}

registerProcessor('microphone', Microphone);
