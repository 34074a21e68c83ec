#include "training_benchmark.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "kernel_cases.hpp"

namespace rouse::benchmarks {
namespace {

/// The streaming limit for a network, in additions a second, as often as it is asked for.
class Limit {
 public:
  explicit Limit(const NetworkSpec& network) : stream_(streaming_case(working_set(network))) {
    stream_.run();
  }
  void measure() {
    const Stopwatch watch;
    // A clock that is coarse sees nothing of a single run.
    std::size_t runs = 0;
    do {
      stream_.run();
      ++runs;
    } while (watch.seconds() < 0.002);
    measured_.push_back(static_cast<double>(runs) * stream_.operations / watch.seconds());
  }
  double middle() const { return median(measured_); }

 private:
  /// Of the largest layer's weights, in whole blocks of streaming_add().
  static std::size_t working_set(const NetworkSpec& network) {
    constexpr std::size_t block = 2048;
    std::size_t largest = 0;
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
      largest = std::max(largest, network.inputs_of(l) * network.layers[l].neurons);
    }
    return (sizeof(float) * largest + block - 1) / block * block;
  }

  KernelCase stream_;
  std::vector<double> measured_;
};

TrainingSpeed speed_of(const Trainer& trainer, Times milliseconds, const Limit& limit) {
  const EpochReport& report = *trainer.last_epoch();
  const NetworkSpec& network = trainer.network().spec();
  return {.network = sizes_of(network),
          .steps = trainer.options().bins.steps,
          .batch = trainer.options().batch,
          .threads = trainer.options().shards,
          .gradient_thinning = network.layers.size() > 2 ? trainer.options().gradient_thinning : 1,
          .milliseconds = std::move(milliseconds),
          .events_per_sample = report.events_per_sample,
          .synaptic_operations_per_sample = report.synaptic_operations_per_sample,
          .streaming_limit = limit.middle()};
}

/// Milliseconds a sample of one batch, and its report.
std::pair<double, StepReport> timed_step(Trainer& trainer) {
  const Stopwatch watch;
  const StepReport report = trainer.step();
  return {1000.0 * watch.seconds() / report.samples, report};
}

}  // namespace

std::string thinning_said(std::uint32_t thinning) {
  return thinning > 1 ? ", one gradient in " + std::to_string(thinning) : "";
}

TrainingSpeed measure_epochs(Trainer& trainer, std::uint32_t epochs) {
  Limit limit(trainer.network().spec());
  Times milliseconds;
  while (true) {
    const auto [took, report] = timed_step(trainer);
    if (report.epoch > 1) milliseconds.values.push_back(took);
    // Once an epoch: it costs next to nothing, and empties the caches for one batch only.
    if (report.epoch_finished) limit.measure();
    if (report.epoch_finished && report.epoch > epochs) break;
  }
  return speed_of(trainer, std::move(milliseconds), limit);
}

TrainingSpeed measure_for(Trainer& trainer, double seconds) {
  Limit limit(trainer.network().spec());
  const Stopwatch warm_up;
  while (warm_up.seconds() < 0.5 * seconds) trainer.step();
  limit.measure();
  Times milliseconds;
  const Stopwatch watch;
  while (watch.seconds() < seconds || milliseconds.values.size() < 3 || !trainer.last_epoch()) {
    const auto [took, report] = timed_step(trainer);
    // An epoch's last batch may be small, with all of Adam's work for a few samples.
    if (report.samples == trainer.options().batch) milliseconds.values.push_back(took);
    if (report.epoch_finished) limit.measure();
  }
  limit.measure();
  return speed_of(trainer, std::move(milliseconds), limit);
}

json::Value json_of(const TrainingSpeed& speed) {
  using json::Value;
  const auto whole = [](std::size_t number) { return Value::of(std::uint64_t{number}); };
  Value object = Value::object();
  object.set("network", Value::of(speed.network));
  object.set("steps", whole(speed.steps));
  object.set("batch", whole(speed.batch));
  object.set("threads", whole(speed.threads));
  object.set("gradient_thinning", whole(speed.gradient_thinning));
  object.set("batches", whole(speed.milliseconds.values.size()));
  object.set("ms_per_sample", Value::of(speed.milliseconds.middle()));
  object.set("ms_per_sample_fastest", Value::of(speed.milliseconds.fastest()));
  object.set("ms_per_sample_slowest", Value::of(speed.milliseconds.slowest()));
  object.set("events_per_sample", Value::of(speed.events_per_sample));
  object.set("synaptic_operations_per_sample", Value::of(speed.synaptic_operations_per_sample));
  object.set("events_per_second", Value::of(speed.per_second(speed.events_per_sample)));
  object.set("synaptic_operations_per_second",
             Value::of(speed.per_second(speed.synaptic_operations_per_sample)));
  object.set("streaming_limit_per_second", Value::of(speed.streaming_limit));
  object.set("share_of_streaming_limit", Value::of(speed.share_of_limit()));
  return object;
}

}  // namespace rouse::benchmarks
