#include <string>
#include <utility>

#include "network/parameter_table.hpp"
#include "rouse/error.hpp"
#include "training/trainer_state.hpp"

namespace rouse {
namespace {

void add(const std::vector<float>& terms, std::vector<float>& sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += terms[i];
}

}  // namespace

Trainer::State::State(Network initial, const TrainingOptions& training_options,
                      std::shared_ptr<const Dataset> train_set,
                      std::shared_ptr<const Dataset> test_set)
    : course(std::move(initial), training_options, std::move(train_set), std::move(test_set)),
      adam(course.network.spec(), course.options.adam),
      sums(course.network.spec()) {
  shards.reserve(course.options.shards);
  while (shards.size() < course.options.shards) shards.emplace_back(course);
  sums.begin(course.network.parameters());
  if (course.test->size() == 0) {
    batch.epoch = 1;
    batch.phase = StepReport::Phase::train;
  }
  course.order_samples(batch.epoch);
}

Batch& Trainer::State::next_batch() {
  if (epoch_is_over) {
    epoch_is_over = false;
    batch = {StepReport::Phase::train, batch.epoch + 1, 0};
    course.order_samples(batch.epoch);
    sums.begin(course.network.parameters());
  }
  return batch;
}

Shard& Trainer::State::shard_at(std::size_t number) {
  require_shard(number, shards.size());
  return shards[number];
}

void Trainer::State::run_shards() {
  const auto run = [this](std::size_t number) {
    if (!shards[number].done) shards[number].run(course, batch, number, shards.size());
  };
  if (executor && shards.size() > 1) {
    executor(shards.size(), run);
  } else {
    for (std::size_t number = 0; number < shards.size(); ++number) run(number);
  }
  for (Shard& shard : shards) {
    shard.done = false;
    sums.add_activity(shard.sums);
  }
}

void Trainer::State::train_batch(StepReport& report) {
  sums.begin_batch();
  run_shards();
  Parameters& gradients = shards.front().gradients;
  for (std::size_t k = 1; k < shards.size(); ++k) {
    for (std::size_t l = 0; l < gradients.size(); ++l) {
      for (const ParameterTensor& tensor : parameter_tensors) {
        add(shards[k].gradients[l].*tensor.values, gradients[l].*tensor.values);
      }
    }
  }
  std::size_t i = batch.begin(course);
  for (const Shard& shard : shards) {
    for (const Outcome& outcome : shard.outcomes) {
      const bool correct = outcome.predicted == course.train->samples[course.order[i++]].label;
      sums.add_training(outcome.loss, correct);
      report.loss += outcome.loss;
      report.correct += correct ? 1 : 0;
    }
  }
  sums.add_gradients(gradients);
  adam.step(course.network.spec(), gradients, course.network.mutable_parameters(), batch.epoch);
  course.network.parameters_changed();
}

void Trainer::State::test_batch(StepReport& report) {
  if (batch.epoch == 0) sums.begin_batch();
  run_shards();
  std::size_t i = batch.begin(course);
  for (const Shard& shard : shards) {
    for (const Outcome& outcome : shard.outcomes) {
      const std::uint32_t label = course.test->samples[i++].label;
      sums.add_test(outcome.loss, label, outcome.predicted);
      report.loss += outcome.loss;
      report.correct += outcome.predicted == label ? 1 : 0;
    }
  }
}

void Trainer::State::advance(StepReport& report) {
  if (++batch.batch < batch.batches(course)) return;
  batch.batch = 0;
  if (batch.training() && course.test->size() > 0) {
    batch.phase = StepReport::Phase::test;
    return;
  }
  // Left as it is until the next step, so that the caller's clock reading for this one still
  // counts.
  report.epoch_finished = true;
  epoch_is_over = true;
}

void Trainer::State::finish_epoch() {
  sums.report(batch.epoch, course.network, next_report);
  if (!last_epoch) last_epoch.emplace();
  std::swap(*last_epoch, next_report);
}

StepReport Trainer::step() {
  State& s = *state_;
  const Batch batch = s.next_batch();
  StepReport report;
  report.phase = batch.phase;
  report.epoch = batch.epoch;
  report.batch = batch.batch;
  report.batches = batch.batches(s.course);
  report.samples = static_cast<std::uint32_t>(batch.size(s.course));
  if (batch.training()) {
    s.train_batch(report);
  } else {
    s.test_batch(report);
  }
  report.loss /= static_cast<float>(report.samples);
  s.advance(report);
  if (report.epoch_finished) s.finish_epoch();
  return report;
}

void Trainer::shard_task(std::vector<std::uint8_t>& task) {
  State& s = *state_;
  Message message(task);
  message.pass(std::span(&s.next_batch(), 1));
  message.pass(s.course.network.mutable_parameters());
}

void Trainer::compute_shard(std::size_t number) {
  State& s = *state_;
  const Batch& batch = s.next_batch();
  s.shard_at(number).run(s.course, batch, number, s.shards.size());
}

void Trainer::take_shard(std::size_t number, std::span<const std::uint8_t> results) {
  State& s = *state_;
  const Batch& batch = s.next_batch();
  Shard& shard = s.shard_at(number);
  shard.done = false;
  Message message(results);
  shard.pass(s.course, batch, number, s.shards.size(), message);
  message.finish();
  shard.done = true;
}

void Trainer::set_executor(Executor executor) { state_->executor = std::move(executor); }

void Trainer::set_supplier(Supplier supplier) { state_->course.supplier = std::move(supplier); }

void Trainer::add_milliseconds(double milliseconds) {
  State& s = *state_;
  s.sums.milliseconds += milliseconds;
  // The report of an epoch that this step finished was made without this reading.
  if (s.epoch_is_over && s.last_epoch) {
    s.last_epoch->milliseconds_per_sample = s.sums.milliseconds_per_sample();
  }
}

Trainer::Trainer(NetworkSpec spec, const TrainingOptions& options,
                 std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test)
    : state_(std::make_unique<State>(Network(std::move(spec), options.seed), options,
                                     std::move(train), std::move(test))) {}
Trainer::Trainer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

const Network& Trainer::network() const { return state_->course.network; }
const TrainingOptions& Trainer::options() const { return state_->course.options; }
const std::optional<EpochReport>& Trainer::last_epoch() const { return state_->last_epoch; }
std::uint64_t Trainer::optimiser_steps() const { return state_->adam.steps; }

void Trainer::set_learning_rates(float weights, float thresholds) {
  TrainingOptions changed = state_->course.options;
  changed.adam.learning_rate = weights;
  changed.adam.threshold_learning_rate = thresholds;
  validate(changed);
  state_->course.options = changed;
  state_->adam.spec = changed.adam;
}

}  // namespace rouse
