#include "sweep.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "failure.hpp"
#include "files.hpp"
#include "interrupt.hpp"
#include "png_picture.hpp"
#include "progress.hpp"
#include "rouse/error.hpp"
#include "standard_output.hpp"
#include "sweep_figures.hpp"
#include "sweep_plan.hpp"
#include "sweep_run.hpp"
#include "sweep_summary.hpp"
#include "terminal_line.hpp"
#include "thread_pool.hpp"

namespace rouse::command {
namespace {

namespace fs = std::filesystem;

constexpr const char* name = "rouse sweep";

constexpr const char* description =
    "Train from many initial thresholds, fixed and trainable, with several seeds, and compare: the "
    "paper's experiments. Each combination is a run of rouse train. A run that is done is kept in "
    "the folder --out; the same command again does only what is missing.";

constexpr const char* examples = R"(Examples:
  rouse sweep
  rouse sweep --threshold 0.05,1.25,40 --seeds 3 --epochs 5
  rouse sweep --data nmnist --preset paper --threshold 0.25,0.5,1,2 --out paper
  rouse sweep --threshold 0.25 --lr-threshold 0.001,0.01,0.1 --out ablation
  rouse sweep --accuracy-goal 0.9 --jobs 4

Prints a Markdown table: accuracy after the last epoch, its difference to fixed
thresholds with a 95 % confidence interval over pairs of equal seeds, epochs to
the goal, and dead neurons of each layer. The folder has

  runs/          one JSON file for each run, named by what it is, with its whole
                 configuration and, for every epoch, accuracy, loss and by layer
                 dead neurons, firing rate, mean threshold, and how far the
                 weights have moved in the epoch and since the beginning
  runs.csv       the same, one line for each run and epoch
  summary.json   what the table says, with the values of every seed
  *.svg, *.png   figures, mean and standard deviation over the seeds: accuracy
                 against the initial threshold; learning, dead neurons, firing
                 rates and movement of the weights over the epochs; and, with
                 several --lr-threshold, accuracy against those

The results do not depend on --jobs.

Exit status: 0 done; 1 the results could not be written; 2 options, files or
data that cannot be used; 130 stopped with Ctrl-C, after the batches at hand.)";

void add_options(CLI::App& app, SweepOptions& sweep) {
  Options options(app);
  add_split_options(options, sweep.data);
  options.group("Sweep");
  options.add("--threshold", "X,X,...", "thresholds before training, the same for all layers",
              sweep.thresholds);
  options.add("--thresholds", "MODE,...",
              "fixed, trainable (one for each neuron), per-layer (one for each layer, trainable)",
              sweep.modes);
  options.add("--lr-threshold", "X,X,...", "learning rates of trainable thresholds",
              "0.1, or the preset's", [&sweep](const std::string& text) {
                sweep.threshold_learning_rates = parse<std::vector<float>>("--lr-threshold", text);
              });
  options.add("--seeds", "N", "runs of each, with seeds that count up from --seed", sweep.seeds);
  options.add("--epochs", "N", "passes over the training samples", sweep.epochs);
  options.add("--accuracy-goal", "X", "count the epochs to this test accuracy, 0 to 1",
              "that of the run with fixed thresholds", [&sweep](const std::string& text) {
                sweep.accuracy_goal = parse<double>("--accuracy-goal", text);
              });
  options.add(
      "--jobs", "N", "runs at a time, each on one processor core", "all cores",
      [&sweep](const std::string& text) { sweep.jobs = parse<std::uint32_t>("--jobs", text); });
  sweep.experiment.add_to(options, {"--threshold", "--thresholds", "--lr-threshold", "--threads"});
  options.group("Output");
  options.add("--out", "FOLDER", "where runs and results go; made if it is not there", sweep.out);
  options.flag("--json", "print the summary as one JSON object, and nothing else, to stdout",
               sweep.json);
}

/// How far all runs are, and whether they go on. Called from many threads.
class Course {
 public:
  Course(std::size_t runs, std::size_t missing, const Workload& run)
      : runs_(runs), done_(runs - missing), work_(static_cast<double>(missing) * run.total()) {}

  /// After each batch of a run.
  bool step(const StepReport& report) {
    const std::lock_guard lock(mutex_);
    work_done_ += work_of(report);
    if (line_.is_due()) line_.show(progress());
    return goes_on();
  }
  bool goes_on() const { return !failed_ && InterruptGuard::signal() == 0; }
  void finish_run() { ++done_; }
  void fail() { failed_ = true; }

 private:
  std::string progress() const {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun_;
    constexpr std::size_t bar = 20;
    return "[" + progress_bar(std::min(work_done_ / work_, 1.0), bar) + "] " +
           format(done_.load()) + " of " + format(runs_) + " runs done  " +
           as_time(took.count() * (work_ - work_done_) / work_done_) + " to go";
  }

  std::size_t runs_;
  std::atomic<std::size_t> done_;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  TerminalLine line_;
  double work_;  // of the runs that were missing at the beginning
  double work_done_ = 0;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// A folder for the runs, made if need be.
std::string runs_folder(const SweepOptions& options) {
  const fs::path folder = fs::path(options.out) / "runs";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw UsageError("--out " + options.out + " cannot be made a folder: " + error.message() +
                     "; choose another one");
  }
  for (const char* file : {"runs/0", "runs.csv", "summary.json"}) {
    require_writable("--out", (fs::path(options.out) / file).string());
  }
  return folder.string();
}

SweepData load(const SweepOptions& options) {
  Split split = load_split(options.data);
  warn(name, split.train);
  warn(name, split.test);
  if (split.test.size() == 0) {
    throw UsageError(
        "there are no test samples; give some with --test, --test-share or "
        "--test-count");
  }
  SweepData data;
  data.train_fingerprint =
      text("%016llx", static_cast<unsigned long long>(fingerprint(split.train)));
  data.test_fingerprint = text("%016llx", static_cast<unsigned long long>(fingerprint(split.test)));
  data.train = std::make_shared<const Dataset>(std::move(split.train));
  data.test = std::make_shared<const Dataset>(std::move(split.test));
  data.epochs = options.epochs;
  return data;
}

class Sweep {
 public:
  Sweep(const SweepOptions& options, std::vector<RunPlan> plans, SweepData data)
      : options_(options), data_(std::move(data)) {
    const std::string folder = runs_folder(options);
    for (std::size_t i = 0; i < plans.size(); ++i) {
      paths_.push_back(folder + "/" + plans[i].name() + ".json");
      configurations_.push_back(configuration_of(plans[i], data_));
      std::optional<RunRecord> record = read_run(paths_[i], configurations_[i]);
      if (!record) missing_.push_back(i);
      runs_.push_back({std::move(plans[i]), record.value_or(RunRecord())});
    }
  }

  int run() {
    train_missing();
    if (done() < runs_.size()) return stop();
    report();
    return success;
  }

 private:
  /// All, unless interrupted.
  void train_missing() {
    if (missing_.empty()) return;
    const InterruptGuard guard;
    Course course(runs_.size(), missing_.size(),
                  {options_.epochs, data_.train->size(), data_.test->size()});
    const auto work = [&](std::size_t piece) {
      if (!course.goes_on()) return;
      try {
        train_one(missing_[piece], course);
      } catch (...) {
        course.fail();
        throw;
      }
    };
    const Executor executor = thread_pool(std::min<std::size_t>(options_.jobs, missing_.size()));
    if (executor) {
      executor(missing_.size(), work);
    } else {
      for (std::size_t piece = 0; piece < missing_.size(); ++piece) work(piece);
    }
  }

  void train_one(std::size_t i, Course& course) {
    SweepRun& run = runs_[i];
    try {
      auto record =
          train(run.plan, data_, [&](const StepReport& report) { return course.step(report); });
      if (!record) return;
      run.record = *std::move(record);
    } catch (const Error& error) {
      throw Error(error.code(), run.plan.name() + ": " + error.what());
    }
    write_run(paths_[i], configurations_[i], run.record);
    course.finish_run();
  }

  std::size_t done() const {
    return static_cast<std::size_t>(std::count_if(
        runs_.begin(), runs_.end(), [](const SweepRun& run) { return !run.record.empty(); }));
  }

  int stop() const {
    complain(name, "stopped; " + format(done()) + " of " + format(runs_.size()) + " runs are in " +
                       options_.out + "; the same command goes on with the others");
    return 128 + InterruptGuard::signal();
  }

  void report() const {
    const NetworkSpec network =
        runs_.front().plan.options.experiment(*data_.train).network(*data_.train);
    const SweepSummary summary = summarise(options_, network, runs_);
    write("runs.csv", csv_of(runs_));
    write("summary.json", json_of(summary).dump(2) + "\n");
    for (const FigureFile& figure : figures_of(summary)) {
      write(figure.name + ".svg", figure.svg);
      write_file(path_of(figure.name + ".png"), png_of(figure.svg));
    }
    print_line(options_.json ? json_of(summary).dump() : without_line_end(markdown_of(summary)));
  }

  void write(const std::string& file, const std::string& content) const {
    write_file(path_of(file), Bytes(content.begin(), content.end()));
  }

  std::string path_of(const std::string& file) const {
    return (fs::path(options_.out) / file).string();
  }

  const SweepOptions& options_;
  SweepData data_;
  std::vector<SweepRun> runs_;
  std::vector<std::string> paths_;              // by run
  std::vector<nlohmann::json> configurations_;  // by run
  std::vector<std::size_t> missing_;            // numbers of runs
};

int sweep(const SweepOptions& options) {
  std::vector<RunPlan> plans = plan(options);  // refuses before anything is read
  return Sweep(options, std::move(plans), load(options)).run();
}

}  // namespace

Command add_sweep(CLI::App& root) {
  const auto options = std::make_shared<SweepOptions>();
  options->jobs = std::max(1U, std::thread::hardware_concurrency());
  CLI::App* app = add_command(root, "sweep", description, examples);
  add_options(*app, *options);
  return {app, [options] { return sweep(*options); }};
}

}  // namespace rouse::command
