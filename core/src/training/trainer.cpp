#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "training/trainer_state.hpp"

namespace rouse {
namespace {

// Random draws are keyed by their purpose, so that the order of samples and the augmentation of one
// sample do not depend on each other.
constexpr std::uint64_t order_key = 0x6f726465;

void require_fit(const NetworkSpec& spec, const Dataset& data, const char* what) {
  if (data.size() == 0) return;
  if (data.shape.channels() != spec.inputs) {
    throw Error(ErrorCode::shape_mismatch,
                "the " + std::string(what) + " data has " + std::to_string(data.shape.channels()) +
                    " channels, the network " + std::to_string(spec.inputs) +
                    " inputs; set inputs to the former");
  }
  if (data.class_count > spec.outputs()) {
    throw Error(ErrorCode::shape_mismatch,
                "the " + std::string(what) + " data has " + std::to_string(data.class_count) +
                    " classes, the network " + std::to_string(spec.outputs()) +
                    " outputs; give the last layer a neuron for each class");
  }
  for (const Sample& sample : data.samples) {
    if (sample.label < data.class_count) continue;
    throw Error(ErrorCode::shape_mismatch, sample.name + " of the " + what + " data is of class " +
                                               std::to_string(sample.label) + "; the data has " +
                                               std::to_string(data.class_count) + " classes");
  }
}

TrainingOptions validated(const TrainingOptions& options) {
  validate(options);
  return options;
}

void add(const std::vector<float>& terms, std::vector<float>& sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += terms[i];
}

std::uint32_t division_up(std::size_t samples, std::uint32_t batch) {
  return static_cast<std::uint32_t>((samples + batch - 1) / batch);
}

}  // namespace

Trainer::State::State(Network initial, TrainingOptions training_options,
                      std::shared_ptr<const Dataset> train_set,
                      std::shared_ptr<const Dataset> test_set)
    : network(std::move(initial)),
      options(validated(training_options)),
      adam(network.spec(), options.adam),
      sums(network.spec()),
      train(std::move(train_set)),
      test(test_set ? std::move(test_set) : std::make_shared<const Dataset>()),
      outcomes(options.batch),
      shards(options.shards) {
  for (Shard& shard : shards) shard.begin(network.spec());
  if (!train || train->size() == 0) {
    throw Error(ErrorCode::no_recordings,
                "there are no recordings to train on; choose more classes or samples");
  }
  require_fit(network.spec(), *train, "training");
  require_fit(network.spec(), *test, "test");
  reserve();
  sums.begin(network.parameters());
  if (test->size() == 0) {
    epoch = 1;
    phase = StepReport::Phase::train;
  }
  order_samples();
}

// Recordings differ in size and augmentation changes them, so that without this a vector could grow
// at any time.
void Trainer::State::reserve() {
  std::size_t largest = 0;
  for (const Dataset* data : {train.get(), test.get()}) {
    for (const Sample& sample : data->samples) largest = std::max(largest, sample.events.size());
  }
  for (Shard& shard : shards) {
    shard.augmented.times.reserve(largest);
    shard.augmented.channels.reserve(largest);
    shard.augmenter.reserve(largest);
    shard.binner.reserve(largest);
    shard.raster.columns.reserve(largest);
    if (options.bins.occupancy == Occupancy::counts) shard.raster.counts.reserve(largest);
  }
}

std::size_t Trainer::State::phase_samples() const {
  return phase == StepReport::Phase::train ? train->size() : test->size();
}

std::uint32_t Trainer::State::batches() const {
  return division_up(phase_samples(), options.batch);
}

void Trainer::State::order_samples() {
  order.resize(train->size());
  std::iota(order.begin(), order.end(), 0U);
  Random(options.seed, order_key, epoch).shuffle(order);
}

void Trainer::State::begin_epoch() {
  ++epoch;
  phase = StepReport::Phase::train;
  batch = 0;
  order_samples();
  sums.begin(network.parameters());
}

void Trainer::State::train_sample(Shard& shard, std::size_t i, float batch_size, Outcome& outcome) {
  const Sample& sample = train->samples[order[i]];
  const bool has_term = options.firing_rate.strength > 0.0F;
  shard.augmenter.apply(sample.events, train->shape, options.augmentation, options.seed, epoch,
                        order[i], shard.augmented);
  shard.binner.bin(shard.augmented, train->shape.channels(), options.bins, shard.raster);
  network.forward(shard.raster, shard.activity);
  outcome.loss = loss_and_gradient(options.loss, sample.label, batch_size, shard.activity);
  if (has_term) outcome.loss += firing_rate_term(options.firing_rate, batch_size, shard.activity);
  network.backward(shard.raster, shard.activity, shard.gradients, has_term);
  outcome.predicted = predicted_class(shard.activity.output(), shard.counts);
  shard.sums.add(shard.raster, shard.activity);
}

void Trainer::State::test_sample(Shard& shard, std::size_t i, Outcome& outcome) {
  const Sample& sample = test->samples[i];
  shard.binner.bin(sample.events, test->shape.channels(), options.bins, shard.raster);
  network.forward(shard.raster, shard.activity);
  outcome.loss = loss_and_gradient(options.loss, sample.label, 1.0F, shard.activity);
  outcome.predicted = predicted_class(shard.activity.output(), shard.counts);
  if (epoch == 0) shard.sums.add(shard.raster, shard.activity);
}

void Trainer::State::run_shards(std::size_t begin, std::size_t end) {
  const auto run = [this, begin, end](std::size_t k) {
    Shard& shard = shards[k];
    const std::size_t size = end - begin;
    const bool training = phase == StepReport::Phase::train;
    if (training) {
      for (LayerParameters& layer : shard.gradients) {
        std::fill(layer.weights.begin(), layer.weights.end(), 0.0F);
        std::fill(layer.thresholds.begin(), layer.thresholds.end(), 0.0F);
      }
    }
    const std::size_t last = size * (k + 1) / shards.size();
    for (std::size_t i = size * k / shards.size(); i < last; ++i) {
      if (training) {
        train_sample(shard, begin + i, static_cast<float>(size), outcomes[i]);
      } else {
        test_sample(shard, begin + i, outcomes[i]);
      }
    }
  };
  if (executor && shards.size() > 1) {
    executor(shards.size(), run);
  } else {
    for (std::size_t k = 0; k < shards.size(); ++k) run(k);
  }
  for (Shard& shard : shards) sums.take_activity(shard.sums);
}

void Trainer::State::train_batch(StepReport& report) {
  const std::size_t begin = static_cast<std::size_t>(batch) * options.batch;
  const std::size_t end = std::min(begin + options.batch, train->size());
  sums.begin_batch();
  run_shards(begin, end);
  Parameters& gradients = shards.front().gradients;
  for (std::size_t k = 1; k < shards.size(); ++k) {
    for (std::size_t l = 0; l < gradients.size(); ++l) {
      add(shards[k].gradients[l].weights, gradients[l].weights);
      add(shards[k].gradients[l].thresholds, gradients[l].thresholds);
    }
  }
  float loss = 0.0F;
  for (std::size_t i = begin; i < end; ++i) {
    const Outcome& outcome = outcomes[i - begin];
    const bool correct = outcome.predicted == train->samples[order[i]].label;
    sums.add_training(outcome.loss, correct);
    loss += outcome.loss;
    report.correct += correct ? 1 : 0;
  }
  sums.add_gradients(gradients);
  adam.step(network.spec(), gradients, network.mutable_parameters());
  network.parameters_changed();
  report.samples = static_cast<std::uint32_t>(end - begin);
  report.loss = loss / static_cast<float>(end - begin);
}

void Trainer::State::test_batch(StepReport& report) {
  const std::size_t begin = static_cast<std::size_t>(batch) * options.batch;
  const std::size_t end = std::min(begin + options.batch, test->size());
  if (epoch == 0) sums.begin_batch();
  run_shards(begin, end);
  float loss = 0.0F;
  for (std::size_t i = begin; i < end; ++i) {
    const auto& [sample_loss, predicted] = outcomes[i - begin];
    const std::uint32_t label = test->samples[i].label;
    sums.add_test(sample_loss, label, predicted);
    loss += sample_loss;
    report.correct += predicted == label ? 1 : 0;
  }
  report.samples = static_cast<std::uint32_t>(end - begin);
  report.loss = loss / static_cast<float>(end - begin);
}

void Trainer::State::advance(StepReport& report) {
  if (++batch < batches()) return;
  batch = 0;
  if (phase == StepReport::Phase::train && test->size() > 0) {
    phase = StepReport::Phase::test;
    return;
  }
  // Left as it is until the next step, so that the caller's clock reading for this one still
  // counts.
  report.epoch_finished = true;
  epoch_is_over = true;
}

void Trainer::State::finish_epoch() {
  sums.report(epoch, network, next_report);
  if (!last_epoch) last_epoch.emplace();
  std::swap(*last_epoch, next_report);
}

StepReport Trainer::step() {
  State& s = *state_;
  if (s.epoch_is_over) {
    s.epoch_is_over = false;
    s.begin_epoch();
  }
  StepReport report;
  report.phase = s.phase;
  report.epoch = s.epoch;
  report.batch = s.batch;
  report.batches = s.batches();
  if (s.phase == StepReport::Phase::train) {
    s.train_batch(report);
  } else {
    s.test_batch(report);
  }
  s.advance(report);
  if (report.epoch_finished) s.finish_epoch();
  return report;
}

void Trainer::set_executor(Executor executor) { state_->executor = std::move(executor); }

void Trainer::add_milliseconds(double milliseconds) {
  State& s = *state_;
  s.sums.milliseconds += milliseconds;
  // The report of an epoch that this step finished was made without this reading.
  if (s.epoch_is_over && s.last_epoch) {
    s.last_epoch->milliseconds_per_sample = s.sums.milliseconds_per_sample();
  }
}

Trainer::Trainer(NetworkSpec spec, TrainingOptions options, std::shared_ptr<const Dataset> train,
                 std::shared_ptr<const Dataset> test)
    : state_(std::make_unique<State>(Network(std::move(spec), options.seed), options,
                                     std::move(train), std::move(test))) {}
Trainer::Trainer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

const Network& Trainer::network() const { return state_->network; }
const TrainingOptions& Trainer::options() const { return state_->options; }
const std::optional<EpochReport>& Trainer::last_epoch() const { return state_->last_epoch; }
std::uint64_t Trainer::optimiser_steps() const { return state_->adam.steps; }

void Trainer::set_learning_rates(float weights, float thresholds) {
  TrainingOptions changed = state_->options;
  changed.adam.learning_rate = weights;
  changed.adam.threshold_learning_rate = thresholds;
  validate(changed);
  state_->options = changed;
  state_->adam.spec = changed.adam;
}

}  // namespace rouse
