// The module that takes spoken words from the arrays of their files. src/shd_server.ts has the
// types.
#include "rouse/shd.hpp"

#include <emscripten/bind.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "conversions.hpp"
#include "rouse/dataset.hpp"

namespace rouse::bindings {
namespace {

/// Of a Float64Array; beyond 2^53 they are not exact, nor of any use.
std::vector<std::int64_t> whole_numbers(const val& array) {
  std::vector<std::int64_t> numbers;
  for (const double value : vector_of<double>(array)) {
    numbers.push_back(static_cast<std::int64_t>(value));
  }
  return numbers;
}

/// ShdCollector, fed with typed arrays.
class Collector {
 public:
  /// `labels` and `speakers` are Float64Arrays, `keys` an array of strings.
  static Collector* create(const std::string& source, std::uint32_t recordings, val labels,
                           val keys, val speakers, std::uint32_t per_class) {
    return new Collector(
        ShdCollector(source,
                     {recordings, whole_numbers(labels),
                      emscripten::vecFromJSArray<std::string>(keys), whole_numbers(speakers)},
                     Selection{{}, per_class, 0}));
  }

  val class_names() const { return strings_of(collector_.class_names()); }
  val rows() const {
    return array_of(std::vector<std::uint32_t>(collector_.rows().begin(), collector_.rows().end()));
  }
  void add(std::uint32_t row, val times, val units) {
    collector_.add(row, vector_of<float>(times), vector_of<std::uint32_t>(units));
  }
  /// As `unpackDataset` takes it.
  val finish() { return array_of(pack_dataset(collector_.finish())); }

 private:
  explicit Collector(ShdCollector collector) : collector_(std::move(collector)) {}

  ShdCollector collector_;
};

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_shd) {
  using namespace rouse::bindings;
  emscripten::class_<Collector>("ShdCollector")
      .class_function("create", &Guarded<&Collector::create>::call,
                      emscripten::return_value_policy::take_ownership())
      .function("classNames", &Collector::class_names)
      .function("rows", &Collector::rows)
      .function("add", &Guarded<&Collector::add>::call)
      .function("finish", &Guarded<&Collector::finish>::call);
}
