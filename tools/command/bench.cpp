#include "bench.hpp"

#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "experiment.hpp"
#include "failure.hpp"
#include "recordings.hpp"
#include "report.hpp"
#include "rouse/training.hpp"
#include "standard_output.hpp"
#include "suite.hpp"
#include "terminal_line.hpp"
#include "thread_pool.hpp"
#include "training_benchmark.hpp"

namespace rouse::command {
namespace {

constexpr const char* name = "rouse bench";

constexpr const char* description =
    "Measure the speed of training: the time of whole training steps (binning, "
    "forward, backward, Adam), batch by batch. The first epoch warms up and is not counted. With "
    "--sweep: training, more and more events, wider and wider layers, and each kernel beside the "
    "streaming limit, in about half a minute.";

constexpr const char* examples = R"(Examples:
  rouse bench
  rouse bench --data nmnist/Train --preset paper --hidden 256 --batch 20
  rouse bench --data nmnist/Train --preset paper --batch 32 --json
  rouse bench --sweep
  rouse bench --sweep --seconds 1 --markdown > speed.md

With --json one object: "network", "steps", "batch", "batches" (how many were
timed), "threads", "gradient_thinning" (1 where no hidden layer lies below another),
"ms_per_sample" (median over batches), "ms_per_sample_fastest",
"ms_per_sample_slowest", "events_per_sample", "synaptic_operations_per_sample",
"events_per_second" and "synaptic_operations_per_second" (of the median),
"streaming_limit_per_second" (additions, of reading as many bytes as the largest
layer's weights from front to back) and "share_of_streaming_limit" (of the
synaptic operations). With --sweep and --json one object of all results.
docs/performance.md explains both.

The same with the page's WebAssembly: npm run bench -- --sweep)";

struct BenchOptions {
  DataOptions data;
  ExperimentOptions experiment;
  std::uint32_t epochs = 3;
  bool sweep = false;
  double seconds = 0.3;
  bool json = false;
  bool markdown = false;
};

std::shared_ptr<const Dataset> load(const BenchOptions& options) {
  Dataset data = load_part(options.data, Part::train);
  warn(name, data);
  return std::make_shared<const Dataset>(std::move(data));
}

int bench_training(const BenchOptions& options) {
  static_cast<void>(options.experiment.experiment());  // refuses before anything is read
  const std::shared_ptr<const Dataset> train = load(options);
  const Experiment experiment = options.experiment.experiment(*train);
  Trainer trainer(experiment.network(*train), experiment.training, train, nullptr);
  trainer.set_executor(thread_pool(trainer.options().shards));
  const benchmarks::TrainingSpeed speed = benchmarks::measure_epochs(trainer, options.epochs);
  if (options.json) {
    print_line(benchmarks::json_of(speed).text());
  } else if (options.markdown) {
    print_line(without_line_end(benchmarks::training_table({&speed, 1})));
  } else {
    print_line(without_line_end(benchmarks::training_lines(speed)));
  }
  return success;
}

int bench_all(const BenchOptions& options) {
  if (const auto given = options.experiment.first_given()) {
    throw UsageError(*given +
                     " does nothing with --sweep, which has networks of its own; leave "
                     "one of the two out");
  }
  if (!(options.seconds >= 0.01 && options.seconds <= 60.0)) {
    throw UsageError("--seconds is " + format(options.seconds) + "; it must be 0.01 to 60");
  }
  benchmarks::SuiteOptions suite_options;
  suite_options.seconds = options.seconds;
  suite_options.recordings = load(options);
  suite_options.data = options.data.data;
  suite_options.environment = "rouse " ROUSE_VERSION ", native";
  suite_options.cores = std::thread::hardware_concurrency();
  benchmarks::Suite suite(std::move(suite_options));
  {
    TerminalLine line;
    for (std::size_t i = 0; i < suite.size(); ++i) {
      line.show(text("%zu of %zu: %s", i + 1, suite.size(), suite.name(i).c_str()));
      suite.run(i);
    }
  }
  print_line(options.json ? suite.json().text() : without_line_end(suite.markdown()));
  return success;
}

int bench(const BenchOptions& options) {
  require_between("--epochs", options.epochs, 1, 1000);
  if (options.json && options.markdown) {
    throw UsageError("--json and --markdown are both given; leave one of them out");
  }
  return options.sweep ? bench_all(options) : bench_training(options);
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
  table.flag("--sweep",
             "measure everything, with networks of its own; without --data on built-in digits",
             options->sweep);
  table.add("--seconds", "X", "length of each measurement of --sweep", options->seconds);
  table.group("Output");
  table.flag("--json", "print one JSON object and nothing else to stdout", options->json);
  table.flag("--markdown", "print Markdown tables, which is what --sweep prints anyhow",
             options->markdown);
  return {app, [options] { return bench(*options); }};
}

}  // namespace rouse::command
