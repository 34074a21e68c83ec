/** How often the page shows what is new: looking must not slow down what is looked at. */

/** Node.js 20, where the tests run, does not tell. */
const machineCores = globalThis.navigator?.hardwareConcurrency ?? 1;

export interface Rhythm {
  /** Between two pictures of a recording that plays, in ms. */
  pictureMs: number;
  /** Between two tellings of the same news of the networks. */
  newsMs: number;
  /** Between two looks at what a network does with the shown recording. */
  lookMs: number;
}

const withACore: Rhythm = { pictureMs: 33, newsMs: 200, lookMs: 250 };
/** Drawing takes its time from the networks. */
const withoutACore: Rhythm = { pictureMs: 66, newsMs: 400, lookMs: 500 };

/** While so many networks train, each on a core of its own, or on several. */
export function rhythmOf(coresAtWork: number, cores = machineCores): Rhythm {
  return coresAtWork < cores ? withACore : withoutACore;
}
