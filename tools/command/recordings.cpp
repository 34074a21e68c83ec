#include "recordings.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>

#include "failure.hpp"
#include "files.hpp"
#include "recording_source.hpp"
#include "rouse/error.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/pack.hpp"
#include "rouse/saccade_digits.hpp"

namespace rouse::command {
namespace {

constexpr std::string_view builtin_prefix = "builtin:";
constexpr std::string_view builtin_name = "saccade-digits";

bool is_builtin(const std::string& data) { return data.rfind(builtin_prefix, 0) == 0; }

bool is_pack_path(const std::string& data) {
  return std::filesystem::path(data).extension() == ".rouse";
}

Pack open_pack(const std::string& path) { return read_pack(read_file(path), path); }

/// The part that a path's folders name: "Train/7/00012.bin".
std::optional<Part> part_of(const std::string& path) {
  std::string lower = "/" + path;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower.find("/train/") != std::string::npos) return Part::train;
  if (lower.find("/test/") != std::string::npos) return Part::test;
  return std::nullopt;
}

/// Whether a source holds both halves of a release.
bool has_parts(const RecordingSource& source) {
  bool found[2] = {false, false};
  for (std::size_t i = 0; i < source.size(); ++i) {
    const std::optional<Part> part = part_of(source.entry(i));
    if (part) found[static_cast<std::size_t>(*part)] = true;
  }
  return found[0] && found[1];
}

void add_recording(const RecordingSource& source, std::size_t i, NmnistCollector& collector,
                   std::vector<std::string>& unreadable) {
  const std::string label_path = source.label_path(i);
  const int label = nmnist_label(label_path);
  if (label < 0) {
    collector.add(source.path(i), {});
  } else if (collector.wants(label_path)) {
    Bytes bytes;
    try {
      bytes = source.read(i);
    } catch (const UsageError& error) {
      if (source.size() == 1) throw;
      unreadable.emplace_back(error.what());
      return;
    }
    collector.add(source.path(i), bytes, static_cast<std::uint32_t>(label));
  }
}

/// The recordings of one part, or all when `part` is empty.
Dataset collect(const RecordingSource& source, std::optional<Part> part,
                const std::vector<std::uint32_t>& classes, std::uint32_t per_class) {
  NmnistCollector collector(source.name(), Selection{classes, per_class, 0});
  std::vector<std::string> unreadable;
  for (std::size_t i = 0; i < source.size() && !collector.full(); ++i) {
    if (part && part_of(source.entry(i)) != part) continue;
    add_recording(source, i, collector, unreadable);
  }
  if (collector.size() == 0 && !unreadable.empty()) throw UsageError(unreadable.front());
  Dataset dataset = collector.finish();
  for (const std::string& why : unreadable) {
    dataset.warnings.push_back(why + "; the recording was left out");
  }
  return dataset;
}

Dataset limited(const Dataset& dataset, const DataOptions& options, std::uint32_t per_class) {
  if (options.classes.empty() && per_class == 0) return dataset;
  return select(dataset, Selection{options.classes, per_class, 0});
}

void require_builtin(const std::string& data) {
  const std::string name = data.substr(builtin_prefix.size());
  if (name == builtin_name) return;
  throw UsageError("there is no built-in data \"" + name +
                   "\"; there is builtin:" + std::string(builtin_name));
}

void require_count(const char* option, std::uint32_t count, std::uint32_t least) {
  constexpr std::uint32_t most = 1000000;
  if (count >= least && count <= most) return;
  throw UsageError(std::string(option) + " is " + std::to_string(count) + "; it must be " +
                   std::to_string(least) + " to " + std::to_string(most));
}

std::uint32_t first_test_sample(const DataOptions& options) {
  return options.test_first.value_or(options.count);
}

void require_usable(const DataOptions& options) {
  if (options.data.empty()) {
    throw UsageError("--data is empty; give a path or builtin:" + std::string(builtin_name));
  }
  // A pack says itself which classes it has.
  for (const std::uint32_t label : options.classes) {
    if (is_pack_path(options.data) || label < nmnist_classes) continue;
    throw UsageError("--classes names " + std::to_string(label) + "; it must be digits, 0 to 9");
  }
  require_count("--count", options.count, 1);
  require_count("--test-count", options.test_count, 0);
  require_count("--test-first", first_test_sample(options), options.count);
  if (options.test_share >= 0.0F && options.test_share < 1.0F) return;
  throw UsageError("--test-share is " + format(options.test_share) +
                   "; it must be 0 or more and below 1");
}

Split split_by_share(const Dataset& dataset, const DataOptions& options) {
  try {
    Split parts = split(dataset, options.test_share, options.data_seed);
    parts.test.warnings.clear();
    return parts;
  } catch (const Error& error) {
    throw UsageError(options.data + ": " + error.what() +
                     "; give test recordings with --test, or --test-share 0 for none");
  }
}

Dataset make_builtin(const DataOptions& options, Part part) {
  require_builtin(options.data);
  const bool test = part == Part::test;
  if (test && options.test_count == 0) return {};
  const Dataset digits =
      test
          ? make_saccade_digits({options.test_count, options.data_seed, first_test_sample(options)})
          : make_saccade_digits({options.count, options.data_seed, 0});
  return limited(digits, options, test ? options.test_per_class : options.per_class);
}

}  // namespace

void add_data_options(Options& options, DataOptions& data) {
  options.group("Data");
  options.add("--data", "PATH",
              "recordings: a folder of folders named by the digit, a folder with "
              "Train and Test, Train.zip, a single .bin, a pack (.rouse); or "
              "builtin:saccade-digits, which needs no "
              "files",
              data.data);
  options.add("--kind", "KIND", "what the recordings are: nmnist", data.kind);
  options.add("--classes", "N,N,...", "use these classes only", "all",
              [&data](const std::string& text) {
                data.classes = parse<std::vector<std::uint32_t>>("--classes", text);
              });
  options.add("--count", "N", "built-in training samples", data.count);
  options.add("--test-count", "N", "built-in test samples, none of them a training sample",
              data.test_count);
  options.add("--test-first", "N",
              "number of the first built-in test sample; the web page begins at 1000000",
              "that of --count", [&data](const std::string& text) {
                data.test_first = parse<std::uint32_t>("--test-first", text);
              });
  options.add("--data-seed", "N", "of the built-in samples and of the choice of test samples",
              data.data_seed);
}

Split load_split(const DataOptions& options) {
  require_usable(options);
  Split loaded;
  std::optional<Pack> pack;
  std::unique_ptr<RecordingSource> source;
  bool parts = false;
  if (is_builtin(options.data)) {
    loaded.train = make_builtin(options, Part::train);
  } else if (is_pack_path(options.data)) {
    pack = open_pack(options.data);
    loaded.train = limited(pack->train, options, options.per_class);
  } else {
    source = open_recordings(options.data);
    parts = has_parts(*source);
    loaded.train = collect(*source, parts ? std::optional(Part::train) : std::nullopt,
                           options.classes, options.per_class);
  }
  if (!options.test.empty()) {
    DataOptions test = options;
    test.data = options.test;
    test.per_class = options.test_per_class;
    loaded.test = load_part(test, Part::test);
  } else if (pack && pack->test.size() > 0) {
    loaded.test = limited(pack->test, options, options.test_per_class);
  } else if (is_builtin(options.data)) {
    loaded.test = make_builtin(options, Part::test);
  } else if (parts) {
    loaded.test = collect(*source, Part::test, options.classes, options.test_per_class);
  } else if (options.test_share > 0.0F) {
    loaded = split_by_share(loaded.train, options);
  }
  return loaded;
}

Dataset load_part(const DataOptions& options, Part part) {
  require_usable(options);
  if (is_builtin(options.data)) return make_builtin(options, part);
  if (is_pack_path(options.data)) {
    const Pack pack = open_pack(options.data);
    const bool test = part == Part::test && pack.test.size() > 0;
    return limited(test ? pack.test : pack.train, options, options.per_class);
  }
  const std::unique_ptr<RecordingSource> source = open_recordings(options.data);
  return collect(*source, has_parts(*source) ? std::optional(part) : std::nullopt, options.classes,
                 options.per_class);
}

PackInfo describe(const DataOptions& options) {
  if (is_pack_path(options.data)) return open_pack(options.data).info;
  std::vector<std::string> digits;
  for (std::uint32_t digit = 0; digit < nmnist_classes; ++digit) {
    digits.push_back(std::to_string(digit));
  }
  constexpr std::uint32_t time_us = 5;
  if (is_builtin(options.data)) {
    return {"Saccade digits", "saccade-digits",  "Apache-2.0", "Drawn by Rouse",
            options.data,     std::move(digits), time_us};
  }
  return {"N-MNIST",
          "nmnist",
          "CC BY-SA 4.0",
          "G. Orchard, A. Jayawant, G. Cohen and N. Thakor, \"Converting Static Image Datasets to "
          "Spiking Neuromorphic Datasets Using Saccades\", Frontiers in Neuroscience 9:437, 2015",
          "https://www.garrickorchard.com/datasets/n-mnist",
          std::move(digits),
          time_us};
}

void warn(const std::string& command, const Dataset& dataset) {
  for (const std::string& warning : dataset.warnings) complain(command, "warning: " + warning);
}

}  // namespace rouse::command
