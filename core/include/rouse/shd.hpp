// Spiking Heidelberg Digits and Spiking Speech Commands (Cramer et al. 2020): spoken words as the
// 700 channels of an artificial cochlea hear them.
//
// Releases are HDF5 files: /spikes/times (seconds) and /spikes/units (channels) hold a list for
// each recording, /labels its class, /extra/keys the classes' names and /extra/speaker who spoke;
// /extra may be missing. The library takes the arrays; who calls it reads the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rouse/dataset.hpp"

namespace rouse {

/// One row of channels; x is the unit.
inline constexpr SensorShape shd_shape{700, 1, 1};

/// The twenty words of the Heidelberg digits in the order of their labels, spelled as in their
/// files: zero to nine, null to neun.
std::vector<std::string> shd_class_names();

/// What a file says of its recordings, apart from their spikes.
struct ShdTables {
  std::size_t recordings = 0;          ///< rows of /spikes/times and /spikes/units
  std::vector<std::int64_t> labels;    ///< one for each recording
  std::vector<std::string> keys;       ///< names of the classes, or none
  std::vector<std::int64_t> speakers;  ///< one for each recording, or none
};

/// Collects the recordings of one file, so that the caller reads only those that are wanted.
class ShdCollector {
 public:
  /// `source` names the file in messages. Of the selection the first of each class are kept; its
  /// seed is not used here. Throws bad_format, naming table, recording and value, for tables of
  /// different lengths and labels without a name (`keys`, or shd_class_names() where there are
  /// none); invalid_value for a selected class that there is not; no_recordings when nothing is
  /// selected.
  ShdCollector(std::string source, ShdTables tables, const Selection& selection = {});

  const std::vector<std::string>& class_names() const { return tables_.keys; }
  /// Rows of the recordings to add, ascending.
  const std::vector<std::size_t>& rows() const { return rows_; }

  /// Adds a recording: `times` in seconds, 0 or more and below 2147, in any order, rounded to µs;
  /// `units` below 700. Throws bad_format, naming recording, spike and value, for others, and when
  /// there is not one of each per spike.
  void add(std::size_t row, std::span<const float> times, std::span<const std::uint32_t> units);

  /// The collected dataset.
  Dataset finish() { return std::move(dataset_); }

 private:
  [[noreturn]] void fail(const std::string& where, const std::string& what) const;
  void check_tables() const;
  std::uint32_t microseconds(float seconds, std::size_t row, std::size_t spike) const;

  std::string source_;
  ShdTables tables_;
  bool names_are_given_;
  std::vector<std::size_t> rows_;
  Dataset dataset_;
};

}  // namespace rouse
