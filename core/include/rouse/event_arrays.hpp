// Recordings of a DVS128 as NumPy arrays, in the forms that Tonic and SpikingJelly keep them in.
//
// - SpikingJelly: `.npz` with the arrays t (µs), x, y and p, one for each field.
// - Tonic in memory: one array of records with the fields t (µs), x, y and p in any order.
// - Plain arrays (N, 4): columns t, x, y, p with times in µs; or x, y, p, t, as in the files that
//   Tonic downloads, with times in ms.
//
// Numbers may be integers of any width and order of bytes, booleans, or floats. Polarity is 0 or 1,
// or -1 or 1. The format of .npy is described in numpy.lib.format (versions 1.0 to 3.0).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rouse/events.hpp"

namespace rouse {

/// A .npy file: of its own, or unpacked from a .npz.
struct EventArrayFile {
  std::string name;  ///< "3.npy", or in a .npz "t.npy"
  std::span<const std::uint8_t> bytes;
};

/// The events of one recording, from one file with all fields or from t.npy, x.npy, y.npy and
/// p.npy. Times begin with 0 at the first event. `name` begins messages.
///
/// Columns are t, x, y, p when the last holds polarities and the first never goes back; otherwise
/// x, y, p, t when the third holds polarities and the last never goes back. Times of the latter are
/// taken for ms, unless they span 100 000 or more: no gesture lasts for 100 seconds.
///
/// Throws bad_format, naming file and byte or event, for what is no .npy file, fields and columns
/// that are missing, arrays of different lengths or none, numbers that are not whole, pixels
/// outside 128x128 and recordings of 2^31 µs or more.
EventStream read_event_arrays(std::span<const EventArrayFile> files, const std::string& name);

}  // namespace rouse
