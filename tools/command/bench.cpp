#include "bench.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "experiment.hpp"
#include "failure.hpp"
#include "recordings.hpp"
#include "rouse/training.hpp"
#include "standard_output.hpp"
#include "thread_pool.hpp"

namespace rouse::command {
namespace {

constexpr const char* name = "rouse bench";

constexpr const char* description =
    "Measure the speed of training: the time of whole training steps (binning, "
    "forward, backward, Adam), batch by batch. The first epoch warms up and is not counted.";

constexpr const char* examples = R"(Examples:
  rouse bench
  rouse bench --data nmnist/Train --preset paper --hidden 256 --batch 20
  rouse bench --data nmnist/Train --preset paper --batch 32 --json

With --json one object: "network", "steps", "batch", "batches" (how many were
timed), "threads", "ms_per_sample" (median over batches), "ms_per_sample_fastest",
"ms_per_sample_slowest", "events_per_sample", "synaptic_operations_per_sample",
"events_per_second" and "synaptic_operations_per_second" (of the median).)";

struct BenchOptions {
  DataOptions data;
  ExperimentOptions experiment;
  std::uint32_t epochs = 3;
  bool json = false;
};

struct Measured {
  std::vector<double> milliseconds;  ///< per sample, of each batch, ascending
  EpochReport report;

  double median() const { return milliseconds[milliseconds.size() / 2]; }
};

Measured measure(Trainer& trainer, std::uint32_t epochs) {
  Measured measured;
  while (true) {
    const auto begin = std::chrono::steady_clock::now();
    const StepReport step = trainer.step();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    if (step.epoch > 1) measured.milliseconds.push_back(took.count() / step.samples);
    if (step.epoch_finished && step.epoch > epochs) break;
  }
  measured.report = *trainer.last_epoch();
  std::sort(measured.milliseconds.begin(), measured.milliseconds.end());
  return measured;
}

std::string as_json(const Measured& measured, const Trainer& trainer) {
  const auto& report = measured.report;
  const double per_second = 1000.0 / measured.median();
  return nlohmann::ordered_json{
      {"network", sizes_of(trainer.network().spec())},
      {"steps", trainer.options().bins.steps},
      {"batch", trainer.options().batch},
      {"threads", trainer.options().shards},
      {"batches", measured.milliseconds.size()},
      {"ms_per_sample", measured.median()},
      {"ms_per_sample_fastest", measured.milliseconds.front()},
      {"ms_per_sample_slowest", measured.milliseconds.back()},
      {"events_per_sample", report.events_per_sample},
      {"synaptic_operations_per_sample", report.synaptic_operations_per_sample},
      {"events_per_second", report.events_per_sample * per_second},
      {"synaptic_operations_per_second", report.synaptic_operations_per_sample * per_second},
  }
      .dump();
}

std::string for_people(const Measured& measured, const Trainer& trainer) {
  const auto& report = measured.report;
  const double per_second = 1000.0 / measured.median();
  const TrainingOptions& options = trainer.options();
  const std::string threads =
      options.shards > 1 ? text(", %u threads", options.shards) : std::string();
  return text("%s, %u bins, batches of %u%s: %.3f ms a sample\n",
              sizes_of(trainer.network().spec()).c_str(), options.bins.steps, options.batch,
              threads.c_str(), measured.median()) +
         text("median of %zu batches, fastest %.3f, slowest %.3f\n", measured.milliseconds.size(),
              measured.milliseconds.front(), measured.milliseconds.back()) +
         text("%.0f events a sample, %.2f million events a second\n",
              static_cast<double>(report.events_per_sample),
              report.events_per_sample * per_second / 1e6) +
         text("%.2f million synaptic operations a sample, %.2f billion a second",
              report.synaptic_operations_per_sample / 1e6,
              report.synaptic_operations_per_sample * per_second / 1e9);
}

int bench(const BenchOptions& options) {
  if (options.epochs < 1 || options.epochs > 1000) {
    throw UsageError("--epochs is " + std::to_string(options.epochs) + "; it must be 1 to 1000");
  }
  const Experiment experiment = options.experiment.experiment();
  Dataset data = load_part(options.data, Part::train);
  warn(name, data);
  const auto train = std::make_shared<const Dataset>(std::move(data));
  Trainer trainer(experiment.network(*train), experiment.training, train, nullptr);
  trainer.set_executor(thread_pool(trainer.options().shards));
  const Measured measured = measure(trainer, options.epochs);
  print_line(options.json ? as_json(measured, trainer) : for_people(measured, trainer));
  return success;
}

}  // namespace

Command add_bench(CLI::App& root) {
  const auto options = std::make_shared<BenchOptions>();
  CLI::App* app = add_command(root, "bench", description, examples);
  Options table(*app);
  // Enough for every kind of digit and for a steady median.
  options->data.count = 200;
  options->data.per_class = 20;
  add_data_options(table, options->data);
  table.add("--per-class", "N", "use at most so many samples of each class; 0 for all",
            options->data.per_class);
  options->experiment.add_to(table);
  table.group("Measuring");
  table.add("--epochs", "N", "passes over the samples that are timed", options->epochs);
  table.group("Output");
  table.flag("--json", "print one JSON object and nothing else to stdout", options->json);
  return {app, [options] { return bench(*options); }};
}

}  // namespace rouse::command
