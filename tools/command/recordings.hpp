// Where recordings come from: a folder tree, a zip archive, a single file, an HDF5 file, a pack, or
// built-in data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options.hpp"
#include "rouse/dataset.hpp"
#include "rouse/pack.hpp"

namespace rouse::command {

/// `automatic` goes by the names of files.
enum class Kind { automatic, nmnist, shd, dvs_gesture };
template <>
struct Choices<Kind> {
  static constexpr std::array names{"auto", "nmnist", "shd", "dvsgesture"};
};

/// The halves of a release.
enum class Part { train, test };
template <>
struct Choices<Part> {
  static constexpr std::array names{"train", "test"};
};

/// Which recordings to use. The same options select the same recordings in every command.
struct DataOptions {
  std::string data = "builtin:saccade-digits";
  Kind kind = Kind::automatic;
  std::vector<std::uint32_t> classes;       ///< empty for all
  std::uint32_t per_class = 0;              ///< of the training samples, 0 for all
  std::uint32_t pool = 1;                   ///< neighbouring channels or pixels as one
  std::uint32_t first_ms = 0;               ///< kept of each recording, 0 for all
  std::optional<std::uint32_t> count;       ///< built-in training samples, 1000 if not given
  std::optional<std::uint32_t> test_count;  ///< built-in test samples, 200 if not given
  std::optional<std::uint32_t> test_first;  ///< number of the first of them, `count` if not given
  std::uint64_t data_seed = 1;              ///< of built-in data and of splits

  std::string test;                          ///< where other test recordings are, or nothing
  std::uint32_t test_per_class = 0;          ///< of the test samples, 0 for all
  std::vector<std::uint32_t> test_speakers;  ///< whom to test on, or nobody
  float test_share = 0.2F;                   ///< of the samples when no test recordings are found
};

/// Adds the options that all commands share; `per_class_help` says whose number is limited.
void add_data_options(Options& options, DataOptions& data);

/// Adds --test-speakers, for commands that split.
void add_test_speakers(Options& options, DataOptions& data);

/// All of the above, and what else says what to train and what to test on.
void add_split_options(Options& options, DataOptions& data);

/// Training and test samples; `test` may be empty. Throws UsageError or rouse::Error.
Split load_split(const DataOptions& options);

/// One part of data that has two, otherwise all of it.
Dataset load_part(const DataOptions& options, Part part);

/// What is known of the data: a pack's own words, or those of the release.
PackInfo describe(const DataOptions& options);

/// Prints what readers left out to stderr, a line each.
void warn(const std::string& command, const Dataset& dataset);

}  // namespace rouse::command
