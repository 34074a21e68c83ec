#include "pack.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "failure.hpp"
#include "files.hpp"
#include "progress.hpp"
#include "recordings.hpp"
#include "rouse/error.hpp"
#include "rouse/pack.hpp"
#include "standard_output.hpp"

namespace rouse::command {
namespace {

constexpr const char* name = "rouse pack";

constexpr const char* description =
    "Write recordings, or a choice of them, as one small file with name, licence, attribution and "
    "checksum. The page and every command read it. Times are rounded down to multiples of "
    "--time-us: time bins whose width is a multiple stay exactly as they were.";

constexpr const char* examples = R"(Examples:
  rouse pack --data nmnist --out nmnist.rouse
  rouse pack --data Train.zip --test Test.zip --per-class 80 --out subset.rouse
  rouse pack --data nmnist --classes 3,5,8 --time-us 1 --out exact.rouse
  rouse pack --data shd_train.h5.gz --test shd_test.h5.gz --pool 5 --out shd140.rouse
  rouse pack --data own --name "My digits" --licence "CC0" --attribution "A. Nonymous" \
    --source "" --out own.rouse

Without --licence and the like a pack says of its recordings what their release
says, or what the pack that they come from says.

With --json one object: "out", "bytes", "train", "test", "events",
"bits_per_event", "time_us", "name", "licence".)";

struct PackOptions {
  DataOptions data;
  std::string name;
  std::string licence;
  std::string attribution;
  std::string source;
  bool has_source = false;
  std::uint32_t time_us = 0;
  std::string out;
  bool json = false;
};

void add_options(CLI::App& app, PackOptions& pack) {
  // Nobody asked for a test part: whoever reads the pack may split as he likes.
  pack.data.test_share = 0.0F;
  Options options(app);
  add_data_options(options, pack.data);
  options.add("--per-class", "N", "at most so many training samples of each class; 0 for all",
              pack.data.per_class);
  options.add("--test", "PATH", "test recordings, if --data does not hold them", pack.data.test);
  options.add("--test-per-class", "N", "at most so many test samples of each class; 0 for all",
              pack.data.test_per_class);
  add_test_speakers(options, pack.data);
  options.add("--time-us", "N", "quantum of event times in microseconds; 1 keeps them exact",
              "5, 1000 for spoken words, or that of the pack read",
              [&pack](const std::string& text) {
                pack.time_us = parse<std::uint32_t>("--time-us", text);
                if (pack.time_us == 0) {
                  throw UsageError("--time-us is 0; it must be 1 to 1000000");
                }
              });
  options.group("Description");
  const auto words = [&](const char* option, const char* help, std::string& target) {
    options.add(option, "TEXT", help, "the release's",
                [&target](const std::string& value) { target = value; });
  };
  words("--name", "what the recordings are called", pack.name);
  words("--licence", "under which they may be passed on", pack.licence);
  words("--attribution", "whom to name", pack.attribution);
  options.add("--source", "TEXT", "where the original is, for example an address", "the release's",
              [&pack](const std::string& value) {
                pack.source = value;
                pack.has_source = true;
              });
  options.group("Output");
  options.add("--out", "FILE", "the .rouse file to write; required", pack.out);
  options.flag("--json", "print one JSON object and nothing else to stdout", pack.json);
}

PackInfo info_of(const PackOptions& options) {
  PackInfo info = describe(options.data);
  if (!options.name.empty()) info.name = options.name;
  if (!options.licence.empty()) info.licence = options.licence;
  if (!options.attribution.empty()) info.attribution = options.attribution;
  if (options.has_source) info.source = options.source;
  if (options.time_us != 0) info.time_us = options.time_us;
  if (options.data.pool > 1) info.name += ", pooled by " + std::to_string(options.data.pool);
  return info;
}

std::size_t events_of(const Dataset& dataset) {
  std::size_t events = 0;
  for (const Sample& sample : dataset.samples) events += sample.events.size();
  return events;
}

void report(const PackOptions& options, const Pack& pack, std::size_t bytes) {
  const std::size_t events = events_of(pack.train) + events_of(pack.test);
  const double bits =
      events == 0 ? 0.0 : 8.0 * static_cast<double>(bytes) / static_cast<double>(events);
  if (options.json) {
    const nlohmann::ordered_json json = {
        {"out", options.out},           {"bytes", bytes},         {"train", pack.train.size()},
        {"test", pack.test.size()},     {"events", events},       {"bits_per_event", bits},
        {"time_us", pack.info.time_us}, {"name", pack.info.name}, {"licence", pack.info.licence}};
    print_line(json.dump());
    return;
  }
  print_line(pack.info.name + " (" + pack.info.licence + "): " + with_commas(pack.train.size()) +
             " training and " + with_commas(pack.test.size()) + " test samples, " +
             with_commas(events) + " events at " + std::to_string(pack.info.time_us) +
             " us; wrote " + options.out + ", " + with_commas(bytes) + " bytes, " +
             text("%.2f", bits) + " bits per event");
}

int pack(const PackOptions& options) {
  if (options.out.empty()) throw UsageError("--out is missing; name the .rouse file to write");
  require_writable("--out", options.out);
  Pack pack;
  pack.info = info_of(options);
  Split data = load_split(options.data);
  warn(name, data.train);
  warn(name, data.test);
  pack.train = std::move(data.train);
  pack.test = std::move(data.test);
  if (pack.train.shape.width == pack.train.shape.channels()) {
    // Steps from channel to channel take less room than channels.
    for (Dataset* part : {&pack.train, &pack.test}) quantise(*part, pack.info.time_us);
  }
  const Bytes bytes = write_pack(pack);
  write_file(options.out, bytes);
  report(options, pack, bytes.size());
  return success;
}

}  // namespace

Command add_pack(CLI::App& root) {
  const auto options = std::make_shared<PackOptions>();
  CLI::App* app = add_command(root, "pack", description, examples);
  add_options(*app, *options);
  return {app, [options] { return pack(*options); }};
}

}  // namespace rouse::command
