// Packs: a data set, or a part of one, in one small file that says what it is and whose it is.
//
// A pack holds recordings of any sensor, split into training and test samples, with name, licence,
// attribution and a checksum. docs/packs.md describes every byte. An event of a camera takes about
// 14 bits, one of a cochlea 2 to 7.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rouse/dataset.hpp"

namespace rouse {

/// What a pack says about itself, in UTF-8 and for people; all of it together at most 60 000 bytes.
struct PackInfo {
  std::string name;         ///< of the data, for example "N-MNIST, 804 of 60000 recordings"
  std::string kind;         ///< what the recordings are: "nmnist", "saccade-digits", …
  std::string licence;      ///< for example "CC BY-SA 4.0"
  std::string attribution;  ///< whom to name, and how
  std::string source;       ///< where the original is; an address or a reference
  std::vector<std::string> class_names;  ///< one per class, or none
  /// Quantum of the event times in µs, 1..10^6. Times are rounded down to multiples of it, so bins
  /// whose width is a multiple hold the same events as before.
  std::uint32_t time_us = 1;

  bool operator==(const PackInfo&) const = default;
};

struct Pack {
  PackInfo info;
  Dataset train;
  Dataset test;  ///< no samples where the data has no test part
};

/// The pack as a file; equal packs give equal bytes. Samples' names and warnings are not kept.
/// Recordings of one row of channels get much smaller when quantise() has put them in order.
/// Throws invalid_value for a field outside its range, a sensor of more than 2^18 channels, a label
/// that is no class, and times that go back or reach 2^31 µs; shape_mismatch when the parts have
/// different sensors or classes; no_recordings when `train` is empty.
std::vector<std::uint8_t> write_pack(const Pack& pack);

/// Reads a file. `name` is used in messages. Throws bad_format, naming the byte, for anything that
/// `write_pack` did not write; takes at most 100 times the file's size in memory, whatever the file
/// claims.
Pack read_pack(std::span<const std::uint8_t> bytes, const std::string& name);

/// Whether these bytes begin as a pack does.
bool is_pack(std::span<const std::uint8_t> bytes);

}  // namespace rouse
