#include "train.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "experiment.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "recordings.hpp"
#include "rouse/error.hpp"
#include "rouse/model_file.hpp"
#include "rouse/training.hpp"
#include "thread_pool.hpp"

namespace rouse::command {
namespace {

constexpr const char* name = "rouse train";

constexpr const char* description =
    "Train a spiking neural network on event data. Without options, on 1000 digits that Rouse "
    "draws "
    "itself, tested on 200 others. Each epoch prints one line; epoch 0 is the untrained network.";

constexpr const char* examples = R"(Examples:
  rouse train
  rouse train --thresholds fixed --threshold 10 --epochs 5
  rouse train --data nmnist --hidden 500,500 --save model.safetensors
  rouse train --data Train.zip --test Test.zip --preset paper --json > run.jsonl
  rouse train --data shd_train.h5.gz --test shd_test.h5.gz --preset paper
  rouse train --data builtin:spoken-digits --preset shd
  rouse train --epochs 20 --checkpoint run.checkpoint
  rouse train --epochs 40 --checkpoint run.checkpoint --resume run.checkpoint

Exit status: 0 done; 1 the results could not be written; 2 options, files or
data that cannot be used; 130 stopped with Ctrl-C, after the batch at hand.)";

struct TrainOptions {
  DataOptions data;
  ExperimentOptions experiment;
  std::uint32_t epochs = 10;
  bool json = false;
  std::string save;
  std::string checkpoint;
  std::string resume;
};

void add_path(Options& options, const char* option, const char* help, std::string& target) {
  options.add(option, "FILE", help, target);
}

void add_options(CLI::App& app, TrainOptions& train) {
  Options options(app);
  add_split_options(options, train.data);
  train.experiment.add_to(options);
  options.group("Training");
  options.add("--epochs", "N", "passes over the training samples, those before --resume included",
              train.epochs);
  options.group("Output");
  options.flag("--json", "print one JSON object per epoch, and nothing else, to stdout",
               train.json);
  add_path(options, "--save", "write the trained model here (safetensors)", train.save);
  add_path(options, "--checkpoint", "write all that is needed to go on here, after every epoch",
           train.checkpoint);
  add_path(options, "--resume", "go on from this checkpoint; the same data options are needed",
           train.resume);
}

void require_usable(const TrainOptions& options) {
  require_between("--epochs", options.epochs, 1, 1000000);
  if (!options.save.empty() && options.save == options.checkpoint) {
    throw UsageError("--save and --checkpoint are both " + options.save +
                     "; give them different names");
  }
}

/// Before any work: nothing learned may be lost for want of a folder.
void require_outputs(const TrainOptions& options, std::size_t model_bytes,
                     std::size_t checkpoint_bytes) {
  if (!options.save.empty()) require_writable("--save", options.save, model_bytes);
  if (!options.checkpoint.empty()) {
    require_writable("--checkpoint", options.checkpoint, checkpoint_bytes);
  }
}

Trainer resume(const TrainOptions& options, std::span<const std::uint8_t> checkpoint,
               const std::shared_ptr<const Dataset>& train, std::shared_ptr<const Dataset> test) {
  try {
    Trainer trainer = Trainer::resume(checkpoint, train, std::move(test));
    options.experiment.require_same({trainer.network().spec(), trainer.options()}, *train);
    return trainer;
  } catch (const Error& error) {
    throw UsageError("--resume " + options.resume + ": " + error.what());
  }
}

std::string facts(const Network& network, const Dataset& train, const Dataset& test) {
  const NetworkSpec& spec = network.spec();
  return with_commas(train.size()) + " training samples, " + with_commas(test.size()) +
         " test samples; network " + notation_of(spec) + ", " + with_commas(spec.weight_count()) +
         " weights";
}

/// One run of a Trainer, from wherever it is to the last epoch.
class Run {
 public:
  Run(const TrainOptions& options, Trainer trainer, const Workload& workload)
      : options_(options), trainer_(std::move(trainer)), progress_(options.json, workload) {
    trainer_.set_executor(thread_pool(trainer_.options().shards));
  }

  /// Throws UsageError when the run has already gone beyond the last epoch.
  void require_before_end(std::size_t train_samples) const {
    const std::uint32_t batch = trainer_.options().batch;
    const std::uint64_t steps_per_epoch = (train_samples + batch - 1) / batch;
    if (trainer_.optimiser_steps() <= options_.epochs * steps_per_epoch) return;
    throw UsageError("--resume " + options_.resume + " has already trained for more than the " +
                     std::to_string(options_.epochs) + " epochs of --epochs; give a larger number");
  }

  int run(const std::string& facts) {
    progress_.say(facts);
    if (is_done()) {
      progress_.say("the run has had its " + std::to_string(options_.epochs) + " epochs");
    }
    {
      const InterruptGuard guard;
      while (!is_done() && InterruptGuard::signal() == 0) step();
    }
    if (!is_done()) return stop(InterruptGuard::signal());
    if (save_model()) progress_.say("saved " + options_.save);
    note(progress_.output_problem());
    if (!problem_.empty()) throw OutputError(problem_);
    return success;
  }

 private:
  bool is_done() const {
    return trainer_.last_epoch() && trainer_.last_epoch()->epoch >= options_.epochs;
  }

  void step() {
    const auto begin = std::chrono::steady_clock::now();
    const StepReport report = trainer_.step();
    if (report.phase == StepReport::Phase::train) {
      const std::chrono::duration<double, std::milli> took =
          std::chrono::steady_clock::now() - begin;
      trainer_.add_milliseconds(took.count());
    }
    progress_.step(report);
    if (!report.epoch_finished) return;
    save_checkpoint();
    progress_.epoch(*trainer_.last_epoch());
  }

  int stop(int signal) {
    std::string kept;
    if (save_checkpoint()) kept = "go on with --resume " + options_.checkpoint;
    if (save_model()) {
      kept += (kept.empty() ? "" : "; ") + ("saved the weights so far to " + options_.save);
    }
    if (kept.empty()) kept = "nothing was saved; --checkpoint FILE would have";
    progress_.erase_bar();
    complain(name, "stopped; " + (problem_.empty() ? kept : problem_));
    return problem_.empty() ? 128 + signal : failed;
  }

  /// A file that cannot be written does not end the training: the other one may still be.
  bool save(const std::string& path, const Bytes& bytes) {
    try {
      write_file(path, bytes);
      return true;
    } catch (const OutputError& error) {
      note(error.what());
      return false;
    }
  }
  bool save_model() {
    if (options_.save.empty()) return false;
    return save(options_.save, rouse::save_model(trainer_.network(), trainer_.options()));
  }
  bool save_checkpoint() {
    if (options_.checkpoint.empty()) return false;
    return save(options_.checkpoint, trainer_.checkpoint());
  }

  /// Keeps the first problem, for the end.
  void note(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
  }

  const TrainOptions& options_;
  Trainer trainer_;
  Progress progress_;
  std::string problem_;  // a file or stdout that could not be written
};

int train(const TrainOptions& options) {
  require_usable(options);
  require_outputs(options, 1, 1);
  static_cast<void>(options.experiment.experiment());  // refuses before anything is read
  const Bytes checkpoint = options.resume.empty() ? Bytes() : read_file(options.resume);

  Split data = load_split(options.data);
  warn(name, data.train);
  warn(name, data.test);
  const auto train_set = std::make_shared<const Dataset>(std::move(data.train));
  const auto test_set = std::make_shared<const Dataset>(std::move(data.test));
  const Experiment experiment = options.experiment.experiment(*train_set);
  Trainer trainer = options.resume.empty() ? Trainer(experiment.network(*train_set),
                                                     experiment.training, train_set, test_set)
                                           : resume(options, checkpoint, train_set, test_set);
  require_outputs(options, rouse::save_model(trainer.network(), trainer.options()).size(),
                  trainer.checkpoint().size());
  const std::string line = facts(trainer.network(), *train_set, *test_set);
  Run run(options, std::move(trainer), {options.epochs, train_set->size(), test_set->size()});
  run.require_before_end(train_set->size());
  return run.run(line);
}

}  // namespace

Command add_train(CLI::App& root) {
  const auto options = std::make_shared<TrainOptions>();
  CLI::App* app = add_command(root, "train", description, examples);
  add_options(*app, *options);
  return {app, [options] { return train(*options); }};
}

}  // namespace rouse::command
