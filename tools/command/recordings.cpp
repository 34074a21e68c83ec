#include "recordings.hpp"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

#include "failure.hpp"
#include "files.hpp"
#include "gesture_recordings.hpp"
#include "recording_source.hpp"
#include "rouse/dvs_gesture.hpp"
#include "rouse/error.hpp"
#include "rouse/gestures.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/pack.hpp"
#include "rouse/saccade_digits.hpp"
#include "rouse/shd.hpp"
#include "rouse/spoken_digits.hpp"
#include "spike_file.hpp"
#include "unpacked_file.hpp"

namespace rouse::command {
namespace {

constexpr std::string_view builtin_prefix = "builtin:";
constexpr std::string_view built_in_digits = "builtin:saccade-digits";
constexpr std::string_view built_in_words = "builtin:spoken-digits";
constexpr std::string_view built_in_gestures = "builtin:gestures";

bool is_builtin(const std::string& data) { return data.rfind(builtin_prefix, 0) == 0; }

bool is_pack_path(const std::string& data) {
  return std::filesystem::path(data).extension() == ".rouse";
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool names_part(const std::string& path, Part part) {
  const std::string name = lower_case(std::filesystem::path(path).filename().string());
  return name.find(format(part)) != std::string::npos;
}

/// The HDF5 files that lie in a folder itself, ascending.
std::vector<std::string> hdf5_files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (is_hdf5_path(entry.path().filename().string())) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Whether the data is what SHD and SSC are released as.
bool is_spikes(const DataOptions& options) {
  if (options.kind != Kind::automatic) return options.kind == Kind::shd;
  return is_hdf5_path(options.data) || !hdf5_files_in(options.data).empty();
}

/// The HDF5 file of a part: the path itself or, in a folder of several, the one that names it.
std::string spike_file(const std::string& path, Part part) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return path;
  std::vector<std::string> files = hdf5_files_in(path);
  if (files.size() > 1) {
    std::erase_if(files, [&](const std::string& file) { return !names_part(file, part); });
  }
  if (files.size() == 1) return files.front();
  throw UsageError(path + " holds " + std::to_string(files.size()) + " HDF5 files called \"" +
                   format(part) + "\"; give the file that you mean");
}

Dataset read_spikes(const std::string& path, const DataOptions& options, std::uint32_t per_class) {
  SpikeFile file(path);
  ShdCollector collector(path, file.tables(), Selection{options.classes, per_class, 0});
  for (const std::size_t row : collector.rows()) {
    const RawRecording recording = file.read(row);
    collector.add(row, recording.times, recording.units);
  }
  return collector.finish();
}

/// Whether the data is DVS128 Gesture.
bool is_gestures(const DataOptions& options) {
  if (options.kind != Kind::automatic) return options.kind == Kind::dvs_gesture;
  return !is_builtin(options.data) && !is_pack_path(options.data) && holds_gestures(options.data);
}

Dataset read_gestures(const GestureRecordings& recordings, const DataOptions& options, Part part,
                      std::uint32_t per_class) {
  return recordings.read(recordings.has_parts() ? std::optional(part) : std::nullopt,
                         Selection{options.classes, per_class, 0},
                         std::uint64_t{options.first_ms} * 1000);
}

Pack open_pack(const std::string& path) {
  Pack pack = read_pack(read_file(path), path);
  if (pack.info.kind == "dvsgesture" || pack.info.kind == "gestures") {
    pack.train.swapped_classes = dvs_gesture_swapped_classes();
    pack.test.swapped_classes = pack.train.swapped_classes;
  }
  return pack;
}

/// The part that a path's folders name: "Train/7/00012.bin".
std::optional<Part> part_of(const std::string& path) {
  const std::string lower = lower_case("/" + path);
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
  if (data == built_in_digits || data == built_in_words || data == built_in_gestures) return;
  throw UsageError("there is no built-in data \"" + data.substr(builtin_prefix.size()) +
                   "\"; there are " + std::string(built_in_digits) + ", " +
                   std::string(built_in_words) + " and " + std::string(built_in_gestures));
}

void require_count(const char* option, std::uint32_t count, std::uint32_t least) {
  require_between(option, count, least, 1000000);
}

/// How many built-in samples are made: of gestures, all that 20 figures perform, and 5 others.
std::uint32_t count_of(const DataOptions& options, Part part) {
  const bool gestures = options.data == built_in_gestures;
  if (part == Part::test)
    return options.test_count.value_or(gestures ? 5 * gestures_per_figure : 200);
  return options.count.value_or(gestures ? 20 * gestures_per_figure : 1000);
}

std::uint32_t first_test_sample(const DataOptions& options) {
  if (options.test_first) return *options.test_first;
  const std::uint32_t count = count_of(options, Part::train);
  if (options.data != built_in_gestures) return count;
  // The first of a figure that is not trained on.
  return (count + gestures_per_figure - 1) / gestures_per_figure * gestures_per_figure;
}

void require_usable(const DataOptions& options) {
  if (options.data.empty()) {
    throw UsageError("--data is empty; give a path or " + std::string(built_in_digits));
  }
  // All but digits say themselves which classes they have.
  const bool has_own = is_pack_path(options.data) || is_spikes(options) || is_gestures(options) ||
                       options.data == built_in_words || options.data == built_in_gestures;
  for (const std::uint32_t label : options.classes) {
    if (has_own || label < nmnist_classes) continue;
    throw UsageError("--classes names " + std::to_string(label) + "; it must be digits, 0 to 9");
  }
  require_count("--count", count_of(options, Part::train), 1);
  require_count("--test-count", count_of(options, Part::test), 0);
  require_count("--test-first", first_test_sample(options), count_of(options, Part::train));
  if (options.test_share >= 0.0F && options.test_share < 1.0F) return;
  throw UsageError("--test-share is " + format(options.test_share) +
                   "; it must be 0 or more and below 1");
}

void pool_channels(Dataset& dataset, const DataOptions& options) {
  const std::uint32_t factor = options.pool;
  if (factor == 1 || dataset.samples.empty()) return;
  try {
    pool(dataset, factor);
    if (options.data == built_in_gestures) thin_out(dataset, gestures_quantum_us);
  } catch (const Error& error) {
    throw UsageError("--" + std::string(error.what()));
  }
}

/// Keeps the events of the first milliseconds.
void keep_first(Dataset& dataset, std::uint32_t milliseconds) {
  if (milliseconds == 0) return;
  for (Sample& sample : dataset.samples) {
    auto& [times, channels] = sample.events;
    const auto end =
        std::lower_bound(times.begin(), times.end(), std::uint64_t{milliseconds} * 1000);
    channels.resize(static_cast<std::size_t>(end - times.begin()));
    times.resize(channels.size());
  }
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

/// Films only those that are selected, on all cores.
Dataset film_gestures(const GesturesOptions& gestures, const DataOptions& options,
                      std::uint32_t per_class) {
  Dataset dataset = limited(list_gestures(gestures), options, per_class);
  std::atomic<std::size_t> next = 0;
  const auto film = [&] {
    for (std::size_t i = next++; i < dataset.size(); i = next++) {
      film_gesture(gestures.seed, dataset.samples[i]);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) others.emplace_back(film);
  film();
  others.clear();
  return dataset;
}

Dataset make_builtin(const DataOptions& options, Part part) {
  require_builtin(options.data);
  const bool test = part == Part::test;
  const std::uint32_t count = count_of(options, part);
  if (count == 0) return {};
  const std::uint32_t first = test ? first_test_sample(options) : 0;
  if (options.data == built_in_gestures) {
    return film_gestures({count, options.data_seed, first}, options,
                         test ? options.test_per_class : options.per_class);
  }
  const Dataset made = options.data == built_in_words
                           ? make_spoken_digits({count, options.data_seed, first})
                           : make_saccade_digits({count, options.data_seed, first});
  return limited(made, options, test ? options.test_per_class : options.per_class);
}

/// Whole milliseconds: bins of audio are that or more, and half-precision seconds say little more.
/// Five µs are far below the camera's own jitter.
PackInfo describe_gestures() {
  return {"DVS128 Gesture",
          "dvsgesture",
          "CC BY 4.0",
          "A. Amir et al., \"A Low Power, Fully Event-Based Gesture Recognition System\", IEEE "
          "Conference on Computer Vision and Pattern Recognition, 2017",
          "https://research.ibm.com/interactive/dvsgesture/",
          dvs_gesture_class_names(),
          5};
}

PackInfo describe_spikes(const std::string& path) {
  constexpr std::uint32_t time_us = 1000;
  const SpikeFile file(path);
  const ShdCollector collector(path, file.tables());
  const bool digits = collector.class_names() == shd_class_names();
  return {
      digits ? "Spiking Heidelberg Digits" : "Spiking Speech Commands",
      digits ? "shd" : "ssc",
      "CC BY 4.0",
      "B. Cramer, Y. Stradmann, J. Schemmel and F. Zenke, \"The Heidelberg Spiking Data Sets for "
      "the Systematic Evaluation of Spiking Neural Networks\", IEEE Transactions on Neural "
      "Networks and Learning Systems 33(7), 2022",
      "https://zenkelab.org/resources/spiking-heidelberg-datasets-shd/",
      collector.class_names(),
      time_us};
}

Dataset load_unpooled(const DataOptions& options, Part part) {
  require_usable(options);
  if (is_builtin(options.data)) return make_builtin(options, part);
  if (is_pack_path(options.data)) {
    const Pack pack = open_pack(options.data);
    const bool test = part == Part::test && pack.test.size() > 0;
    return limited(test ? pack.test : pack.train, options, options.per_class);
  }
  if (is_spikes(options)) {
    return read_spikes(spike_file(options.data, part), options, options.per_class);
  }
  if (is_gestures(options)) {
    return read_gestures(GestureRecordings(options.data), options, part, options.per_class);
  }
  const std::unique_ptr<RecordingSource> source = open_recordings(options.data);
  return collect(*source, has_parts(*source) ? std::optional(part) : std::nullopt, options.classes,
                 options.per_class);
}

}  // namespace

void add_data_options(Options& options, DataOptions& data) {
  options.group("Data");
  options.add("--data", "PATH",
              "recordings: a folder of folders named by the digit, a folder with "
              "Train and Test, Train.zip, a single .bin; SHD or SSC as released "
              "(.h5, .h5.gz, .h5.zip, or the folder of both parts); DVS128 Gesture as released "
              "(folder, .tar.gz or .zip of .aedat files with their _labels.csv, or one of them) or "
              "as arrays (.npy or .npz in folders named by the class); a pack (.rouse); or "
              "builtin:saccade-digits, builtin:spoken-digits (twenty words heard by a cochlea like "
              "SHD's) or builtin:gestures (eleven gestures seen by a camera like DVS128 "
              "Gesture's), which need no files",
              data.data);
  options.add(
      "--kind", "KIND",
      "what the recordings are: nmnist, shd (also SSC), dvsgesture, or auto, which goes by the "
      "file names",
      data.kind);
  options.add("--classes", "N,N,...", "use these classes only", "all",
              [&data](const std::string& text) {
                data.classes = parse<std::vector<std::uint32_t>>("--classes", text);
              });
  options.add("--pool", "N",
              "make one channel of N x N pixels, or of N channels of SHD: 5 leaves 140 of 700, 4 "
              "leaves 32 x 32 of a gesture's 128 x 128",
              data.pool);
  options.add("--first-ms", "N", "keep the first N milliseconds of each recording; 0 for all",
              data.first_ms);
  options.add("--count", "N", "built-in training samples; a figure performs 44 gestures",
              "1000, or 880 gestures", [&data](const std::string& text) {
                data.count = parse<std::uint32_t>("--count", text);
              });
  options.add("--test-count", "N",
              "built-in test samples, none of them a training sample, and no gesture of a figure "
              "that is trained on",
              "200, or 220 gestures", [&data](const std::string& text) {
                data.test_count = parse<std::uint32_t>("--test-count", text);
              });
  options.add("--test-first", "N",
              "number of the first built-in test sample; the web page begins at 1000000",
              "that of --count, or the next figure's", [&data](const std::string& text) {
                data.test_first = parse<std::uint32_t>("--test-first", text);
              });
  options.add("--data-seed", "N", "of the built-in samples and of the choice of test samples",
              data.data_seed);
}

void add_test_speakers(Options& options, DataOptions& data) {
  options.add(
      "--test-speakers", "N,N,...",
      "test on these speakers and train on the others (SHD with its table of speakers), or on "
      "these users of DVS128 Gesture",
      "none", [&data](const std::string& text) {
        data.test_speakers = parse<std::vector<std::uint32_t>>("--test-speakers", text);
      });
}

void add_split_options(Options& options, DataOptions& data) {
  add_data_options(options, data);
  options.add("--per-class", "N", "use at most so many training samples of each class; 0 for all",
              data.per_class);
  options.add("--test", "PATH", "test recordings, if --data does not hold them", data.test);
  options.add("--test-per-class", "N", "use at most so many test samples of each class; 0 for all",
              data.test_per_class);
  options.add("--test-share", "X",
              "share of the recordings to test on when there are no test recordings; 0 for none",
              data.test_share);
  add_test_speakers(options, data);
}

Split load_split(const DataOptions& options) {
  require_usable(options);
  Split loaded;
  std::optional<Pack> pack;
  std::unique_ptr<RecordingSource> source;
  bool parts = false;
  std::optional<GestureRecordings> gestures;
  const bool spikes = is_spikes(options);
  if (is_builtin(options.data)) {
    loaded.train = make_builtin(options, Part::train);
  } else if (is_pack_path(options.data)) {
    pack = open_pack(options.data);
    loaded.train = limited(pack->train, options, options.per_class);
  } else if (spikes) {
    loaded.train = read_spikes(spike_file(options.data, Part::train), options, options.per_class);
    parts = hdf5_files_in(options.data).size() > 1;
  } else if (is_gestures(options)) {
    gestures.emplace(options.data);
    parts = gestures->has_parts() && options.test_speakers.empty() && options.test.empty();
    loaded.train = gestures->read(parts ? std::optional(Part::train) : std::nullopt,
                                  Selection{options.classes, options.per_class, 0},
                                  std::uint64_t{options.first_ms} * 1000);
  } else {
    source = open_recordings(options.data);
    parts = has_parts(*source);
    loaded.train = collect(*source, parts ? std::optional(Part::train) : std::nullopt,
                           options.classes, options.per_class);
  }
  if (!options.test_speakers.empty()) {
    loaded = split_by_speaker(std::move(loaded.train), options.test_speakers);
  } else if (!options.test.empty()) {
    DataOptions test = options;
    test.data = options.test;
    test.per_class = options.test_per_class;
    loaded.test = load_unpooled(test, Part::test);
  } else if (pack && pack->test.size() > 0) {
    loaded.test = limited(pack->test, options, options.test_per_class);
  } else if (is_builtin(options.data)) {
    loaded.test = make_builtin(options, Part::test);
  } else if (parts && spikes) {
    loaded.test =
        read_spikes(spike_file(options.data, Part::test), options, options.test_per_class);
  } else if (parts && gestures) {
    loaded.test = read_gestures(*gestures, options, Part::test, options.test_per_class);
  } else if (parts) {
    loaded.test = collect(*source, Part::test, options.classes, options.test_per_class);
  } else if (options.test_share > 0.0F) {
    loaded = split_by_share(loaded.train, options);
  }
  for (Dataset* data : {&loaded.train, &loaded.test}) {
    keep_first(*data, options.first_ms);
    pool_channels(*data, options);
  }
  return loaded;
}

Dataset load_part(const DataOptions& options, Part part) {
  Dataset dataset = load_unpooled(options, part);
  keep_first(dataset, options.first_ms);
  pool_channels(dataset, options);
  return dataset;
}

PackInfo describe(const DataOptions& options) {
  if (is_pack_path(options.data)) return open_pack(options.data).info;
  std::vector<std::string> digits;
  for (std::uint32_t digit = 0; digit < nmnist_classes; ++digit) {
    digits.push_back(std::to_string(digit));
  }
  constexpr std::uint32_t time_us = 5;
  if (is_spikes(options)) return describe_spikes(spike_file(options.data, Part::train));
  if (is_gestures(options)) return describe_gestures();
  if (options.data == built_in_words) {
    return {"Spoken digits", "spoken-digits",   "Apache-2.0", "Spoken by Rouse",
            options.data,    shd_class_names(), 1000};
  }
  if (options.data == built_in_gestures) {
    return {"Gestures",       "gestures",   "Apache-2.0",
            "Drawn by Rouse", options.data, dvs_gesture_class_names(),
            time_us};
  }
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
