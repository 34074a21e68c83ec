#include "suite.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "arithmetic_peak.hpp"
#include "kernel_cases.hpp"
#include "report.hpp"
#include "rouse/error.hpp"
#include "rouse/events.hpp"
#include "rouse/random.hpp"
#include "rouse/saccade_digits.hpp"

namespace rouse::benchmarks {
namespace {

constexpr std::size_t nmnist_inputs = 2312;
constexpr std::size_t gesture_inputs = 32768;  // DVS128 Gesture
constexpr std::uint32_t classes = 10;
constexpr std::size_t usual_events = 4000;  // about as many as an N-MNIST recording has
constexpr std::array<std::size_t, 6> event_counts{500, 1000, 2000, 4000, 8000, 16000};
constexpr std::array<std::size_t, 5> widths{64, 128, 256, 512, 1024};
constexpr std::uint32_t builtin_samples = 200;  // as `rouse bench` takes

/// Events at random times and inputs, in bins.
SpikeRaster random_raster(std::size_t inputs, std::size_t events, const BinOptions& bins) {
  Random random(1, inputs, events);
  EventStream stream;
  for (std::size_t i = 0; i < events; ++i) {
    stream.times.push_back(
        static_cast<std::uint32_t>(random.below(std::uint64_t{bins.steps} * bins.bin_us)));
    stream.channels.push_back(static_cast<std::uint32_t>(random.below(inputs)));
  }
  std::sort(stream.times.begin(), stream.times.end());
  return make_spike_raster(stream, inputs, bins);
}

/// Additions of a weight, forward, all layers.
double synaptic_operations(const Activity& activity) {
  std::uint64_t additions = 0;
  for (const LayerActivity& layer : activity.layers) additions += layer.synaptic_operations;
  return static_cast<double>(additions);
}

SweepPoint measure_pass(std::size_t inputs, std::size_t width, std::size_t events, double seconds) {
  const TrainingOptions training = paper_training();
  const Network network(fully_connected(inputs, {width}, classes));
  const SpikeRaster raster = random_raster(inputs, events, training.bins);
  Activity activity;
  Parameters gradients = zeros_like(network.spec());
  Times times = time_runs(
      [&] {
        network.forward(raster, activity);
        loss_and_gradient(training.loss, 0, 1.0F, activity);
        network.backward(raster, activity, gradients);
      },
      seconds);
  for (double& value : times.values) value *= 1000.0;
  return {.network = sizes_of(network.spec()),
          .inputs = inputs,
          .width = width,
          .events_per_sample = static_cast<double>(raster.size()),
          .synaptic_operations_per_sample = synaptic_operations(activity),
          .milliseconds = std::move(times)};
}

KernelSpeed speed_of(const KernelCase& one, Times seconds) {
  return {.name = one.name,
          .kernel = one.name.substr(0, one.name.find(", ")),
          .working_set = one.working_set,
          .float_operations = one.float_operations,
          .bytes_read = one.bytes_read,
          .seconds = std::move(seconds),
          .share_of_limit = std::nullopt};
}

/// Median over the turns of additions a second beside those of the limit.
double share_of(const KernelCase& kernel, const Times& seconds, const KernelCase& limit,
                const Times& limit_seconds) {
  std::vector<double> shares;
  for (std::size_t i = 0; i < seconds.values.size(); ++i) {
    shares.push_back(kernel.operations / seconds.values[i] /
                     (limit.operations / limit_seconds.values[i]));
  }
  return median(std::move(shares));
}

}  // namespace

Suite::Suite(SuiteOptions options) : options_(std::move(options)) {
  if (!(options_.seconds >= 0.01 && options_.seconds <= 60.0)) {
    throw Error(ErrorCode::invalid_value, "seconds is " + short_number(options_.seconds) +
                                              "; expected 0.01 to 60, the length of a measurement");
  }
  add_training({256}, 20);
  add_training({500, 500}, 32);
  add_training({500, 500}, 32, default_gradient_thinning);
  add_sweeps();
  add_streaming(64, 64, 14);
  add_streaming(256, 256, 14);
  add_streaming(nmnist_inputs, 500, 14);
  // About one event for each input, so that the whole of 64 MB is walked.
  add_streaming(gesture_inputs, 512, 109);
  add_kernels();
  add_peaks();
}

void Suite::add(std::string name, double work, std::function<void()> run) {
  cases_.push_back({std::move(name), work, std::move(run)});
}

double Suite::share_of_time(std::size_t i) const {
  double all = 0;
  for (const Case& one : cases_) all += one.work;
  return cases_[i].work / all;
}

void Suite::run(std::size_t i) { cases_.at(i).run(); }

void Suite::add_training(const std::vector<std::size_t>& hidden, std::uint32_t batch,
                         std::uint32_t thinning) {
  const std::string name = "Training " + sizes_of(fully_connected(nmnist_inputs, hidden, classes)) +
                           ", batch " + std::to_string(batch) + thinning_said(thinning);
  add(name, 8, [this, hidden, batch, thinning] {
    if (!options_.recordings) {
      options_.recordings =
          std::make_shared<const Dataset>(make_saccade_digits({.count = builtin_samples}));
    }
    TrainingOptions training = paper_training();
    training.gradient_thinning = thinning;
    training.batch = std::min(batch, static_cast<std::uint32_t>(options_.recordings->size()));
    const Dataset& data = *options_.recordings;
    Trainer trainer(fully_connected(data.shape.channels(), hidden, data.class_count), training,
                    options_.recordings, nullptr);
    results_.training.push_back(measure_for(trainer, 4 * options_.seconds));
  });
}

void Suite::add_sweeps() {
  const auto add_pass = [this](const std::string& name, std::size_t inputs, std::size_t width,
                               std::size_t events, std::vector<SweepPoint> Results::*points) {
    add(name, 1.6, [this, inputs, width, events, points] {
      (results_.*points).push_back(measure_pass(inputs, width, events, options_.seconds));
    });
  };
  for (const std::size_t events : event_counts) {
    add_pass(std::to_string(events) + " events a sample", nmnist_inputs, 256, events,
             &Results::events);
  }
  for (const std::size_t width : widths) {
    add_pass("Hidden layer of " + std::to_string(width), nmnist_inputs, width, usual_events,
             &Results::widths);
  }
  for (const std::size_t inputs : {nmnist_inputs, gesture_inputs}) {
    add_pass(std::to_string(inputs) + " inputs", inputs, 64, usual_events, &Results::inputs);
  }
}

void Suite::add_streaming(std::size_t inputs, std::size_t neurons, std::size_t per_bin) {
  const std::size_t bytes = sizeof(float) * inputs * neurons;
  add("Streaming limit and event kernels, " + size_of(bytes), 5,
      [this, inputs, neurons, per_bin, bytes] {
        std::vector<KernelCase> cases = event_cases(inputs, neurons, per_bin);
        constexpr std::size_t block = 2048;  // of streaming_add()
        cases.push_back(streaming_case(bytes / block * block));
        std::vector<Run> runs;
        runs.reserve(cases.size());
        for (const KernelCase& one : cases) runs.push_back(one.run);
        std::vector<Times> times = time_in_turns(runs, options_.seconds);
        const KernelCase& limit = cases.back();
        const Times& limit_times = times.back();
        results_.streaming.push_back({bytes, limit.bytes_read / limit_times.fastest()});
        for (std::size_t i = 0; i + 1 < cases.size(); ++i) {
          KernelSpeed speed = speed_of(cases[i], times[i]);
          speed.share_of_limit = share_of(cases[i], times[i], limit, limit_times);
          results_.kernels.push_back(std::move(speed));
        }
      });
}

void Suite::add_kernels() {
  const auto add_case = [this](const std::string& name, auto make) {
    add(name, 1.6, [this, make] {
      const KernelCase one = make();
      results_.kernels.push_back(speed_of(one, time_runs(one.run, options_.seconds)));
    });
  };
  add_case("Dense product", [] { return product_case(500, 500); });
  add_case("Neurons forward", [] { return neuron_cases(500)[0]; });
  add_case("Neurons backward", [] { return neuron_cases(500)[1]; });
  add_case("Adam", [] { return adam_case(nmnist_inputs * 500); });
}

void Suite::add_peaks() {
  const auto add_peak = [this](const std::string& name, auto peak, bool with_products) {
    add("Peak of " + name, with_products ? 3 : 1.6, [this, name, peak, with_products] {
      constexpr std::size_t rounds = 4096;
      // Nobody must know the number, and somebody must want the result, or the compiler leaves the
      // work out.
      volatile float one = 1;
      [[maybe_unused]] volatile float result = 0;
      std::vector<Run> runs{[&] { result = peak(rounds, one); }};
      std::vector<double> operations{static_cast<double>(rounds * peak_operations())};
      if (with_products) {
        // Engines differ in how well they use the registers. A dense product whose operands lie in
        // L1 can be faster; the limit is at least the faster of the two.
        const KernelCase product = product_case(64, 64);
        runs.push_back(product.run);
        operations.push_back(product.float_operations);
      }
      const std::vector<Times> times = time_in_turns(runs, options_.seconds);
      double fastest = 0;
      for (std::size_t i = 0; i < runs.size(); ++i) {
        fastest = std::max(fastest, operations[i] / times[i].fastest());
      }
      results_.peaks.push_back({name, fastest});
    });
  };
  add_peak("additions", peak_additions, false);
  add_peak("multiplications and additions", peak_multiply_adds, true);
}

json::Value Suite::json() const { return report_json(options_, results_); }

std::string Suite::markdown() const { return report_markdown(options_, results_); }

}  // namespace rouse::benchmarks
