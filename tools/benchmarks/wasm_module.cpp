// The suite as a WebAssembly module of its own: the bench page and tools/bench.mjs load it. It has
// the flags of the page's module, so that its speeds are the page's.
#include <emscripten/bind.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../../bindings/embind/conversions.hpp"
#include "report.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/saccade_digits.hpp"
#include "suite.hpp"

using namespace rouse;
using namespace rouse::benchmarks;
using emscripten::val;
using rouse::bindings::Guarded;

namespace {

/// Recordings that the caller reads.
class Recordings {
 public:
  Recordings(const std::string& source, std::uint32_t per_class)
      : source_(source), collector_(source, {.classes = {}, .per_class = per_class}) {}

  bool wants(const std::string& path) const { return collector_.wants(path); }
  void add(const std::string& path, val bytes) {
    collector_.add(path, bindings::vector_of<std::uint8_t>(bytes));
  }
  val warnings() { return bindings::strings_of(dataset()->warnings); }

  const std::string& source() const { return source_; }
  std::shared_ptr<const Dataset> dataset() {
    if (!dataset_) dataset_ = std::make_shared<const Dataset>(collector_.finish());
    return dataset_;
  }

 private:
  std::string source_;
  NmnistCollector collector_;
  std::shared_ptr<const Dataset> dataset_;
};

/// `recordings` may be null: then digits are made.
Suite* create(double seconds, const std::string& environment, std::uint32_t cores,
              Recordings* recordings) {
  SuiteOptions options;
  options.seconds = seconds;
  options.environment = environment;
  options.cores = cores;
  if (recordings != nullptr) {
    options.recordings = recordings->dataset();
    options.data = recordings->source();
  }
  return std::make_unique<Suite>(std::move(options)).release();
}

std::uint32_t size_of_suite(const Suite& suite) { return static_cast<std::uint32_t>(suite.size()); }
std::string name_of_case(const Suite& suite, std::uint32_t i) { return suite.name(i); }
double share_of_case(const Suite& suite, std::uint32_t i) { return suite.share_of_time(i); }
void run_case(Suite& suite, std::uint32_t i) { suite.run(i); }
std::string json_of_suite(const Suite& suite) { return suite.json().text(); }
std::string markdown_of_suite(const Suite& suite) { return suite.markdown(); }

/// `rouse bench` without --sweep, as "json", "markdown" or lines for people. Without recordings
/// `count` digits are made.
std::string training_speed(const std::string& spec, const std::string& options,
                           std::uint32_t epochs, Recordings* recordings, std::uint32_t count,
                           const std::string& form) {
  const auto data = recordings != nullptr
                        ? recordings->dataset()
                        : std::make_shared<const Dataset>(make_saccade_digits({.count = count}));
  Trainer trainer(network_spec_from_json(spec), training_options_from_json(options), data, nullptr);
  const TrainingSpeed speed = measure_epochs(trainer, epochs);
  if (form == "json") return json_of(speed).text() + "\n";
  return form == "markdown" ? training_table({&speed, 1}) : training_lines(speed);
}

}  // namespace

EMSCRIPTEN_BINDINGS(rouse_bench) {
  using namespace emscripten;
  class_<Recordings>("Recordings")
      .constructor<const std::string&, std::uint32_t>()
      .function("wants", &Recordings::wants)
      .function("add", &Guarded<&Recordings::add>::call)
      .function("warnings", &Guarded<&Recordings::warnings>::call);

  class_<Suite>("Suite")
      .class_function("create", &Guarded<&create>::call, allow_raw_pointers(),
                      return_value_policy::take_ownership())
      .function("size", &size_of_suite)
      .function("name", &name_of_case)
      .function("shareOfTime", &share_of_case)
      .function("run", &Guarded<&run_case>::call)
      .function("json", &json_of_suite)
      .function("markdown", &markdown_of_suite);

  function("trainingSpeed", &Guarded<&training_speed>::call, allow_raw_pointers());
}
