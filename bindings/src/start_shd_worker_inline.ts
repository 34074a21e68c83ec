/** The same in a single file for foreign pages: libhdf5 is larger than all the rest of it. */
import { errorFor } from './errors';

export function startShdWorker(): never {
  throw errorFor(
    'invalid_value',
    'HDF5 files are not read inside other pages; make a pack of them with "rouse pack", or drop ' +
      'them on Rouse’s own page',
  );
}
