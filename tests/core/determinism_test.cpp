// The same bits everywhere: natively, as WebAssembly with and without SIMD, optimised or not.
#include <gtest/gtest.h>
#include <hwy/highway.h>

#include <bit>
#include <cstdint>

#include "rouse/nmnist.hpp"
#include "rouse/saccade_digits.hpp"
#include "rouse/spoken_digits.hpp"
#include "runs.hpp"

namespace rouse {
namespace {

/// 64-bit FNV-1a over whole numbers.
class Hash {
 public:
  void add(std::uint64_t value) { value_ = (value_ ^ value) * 0x100000001b3U; }
  void add(float value) { add(std::uint64_t{std::bit_cast<std::uint32_t>(value)}); }
  void add(const std::vector<float>& values) {
    for (const float value : values) add(value);
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

/// Trains for two epochs and hashes every loss and, in the end, every parameter.
std::uint64_t hash_of_a_run(const std::shared_ptr<const Dataset>& digits, LossKind loss,
                            SurrogateKind first, SurrogateKind second, bool masked_and_counts,
                            Readout readout = Readout::spikes, std::uint32_t thinning = 1) {
  LayerSpec layer;
  layer.initial_threshold = 1.0F;
  layer.surrogate.width = 1.5F;
  TrainingRun run;
  run.spec = fully_connected(nmnist_shape.channels(), {37, 22}, 10, layer);
  run.spec.readout = readout;
  run.spec.layers[0].surrogate.kind = first;
  run.spec.layers[1].surrogate.kind = second;
  if (masked_and_counts) {
    run.spec.layers[0].reset_gradient = ResetGradient::masked;
    run.spec.layers[1].reset = Reset::soft;
    run.spec.layers[1].thresholds = ThresholdMode::per_layer;
    run.spec.layers[2].weight_step = 0.03125F;
    run.options.bins.occupancy = Occupancy::counts;
    run.options.firing_rate = {1.0F, 0.05F};
  }
  run.options.bins.steps = 30;
  run.options.bins.bin_us = 10000;
  run.options.loss.kind = loss;
  run.options.augmentation = {2, 2000, 0.1F};
  run.options.adam.learning_rate = 0.01F;
  run.options.adam.threshold_learning_rate = 0.01F;
  run.options.batch = 7;
  run.options.gradient_thinning = thinning;
  run.train = digits;
  run.test = digits;
  Trainer trainer = run.trainer();
  Hash hash;
  for (int epoch = 0; epoch < 3; ++epoch) {
    StepReport report;
    do {
      report = trainer.step();
      hash.add(report.loss);
    } while (!report.epoch_finished);
    for (const LayerMetrics& metrics : trainer.last_epoch()->layers) {
      hash.add(metrics.weight_movement);
      hash.add(metrics.mean_threshold_gradient);
    }
  }
  for (const LayerParameters& parameters : trainer.network().parameters()) {
    hash.add(parameters.weights);
    hash.add(parameters.thresholds);
  }
  return hash.value();
}

/// Layers that recur, adapt, learn their retentions and delays, and drop out.
std::uint64_t hash_of_a_run_with_cells(std::uint32_t samples, float decay = 1.0F,
                                       const FiringRateTerm& term = {}) {
  TrainingRun run = small_run();
  run.options.adam.learning_rate_decay = decay;
  run.options.firing_rate = term;
  run.train = run.test = shared(small_dataset(samples, 3, 5));
  std::vector<LayerSpec>& layers = run.spec.layers;
  layers[0].neurons = 37;
  layers[1].neurons = 22;
  for (LayerSpec& layer : layers) layer.retentions = RetentionMode::per_neuron;
  layers[0].recurrence = Recurrence::all;
  layers[0].adaptation = {AdaptationKind::threshold, 0.9F, 0.25F, 0.0F};
  layers[1].recurrence = Recurrence::others;
  layers[1].adaptation = {AdaptationKind::current, 0.8F, 0.25F, 0.125F};
  layers[1].maximum_delay = 4;
  layers[1].dropout = 0.25F;
  layers[2].maximum_delay = 4;
  run.spec.readout = Readout::mean_potential;
  run.options.loss.kind = LossKind::cross_entropy;
  Trainer trainer = run.trainer();
  for (int epoch = 0; epoch < 4; ++epoch) finish_epoch(trainer);
  Hash hash;
  for (const LayerParameters& layer : trainer.network().parameters()) {
    for (const auto* values :
         {&layer.weights, &layer.thresholds, &layer.recurrent_weights, &layer.current_retentions,
          &layer.membrane_retentions, &layer.adaptation_retentions, &layer.delays}) {
      hash.add(*values);
    }
  }
  return hash.value();
}

/// Two convolutions, one of pooled maps, and a full connection of pooled maps.
NetworkSpec convolutional_network(SurrogateKind kind) {
  LayerSpec layer;
  layer.initial_threshold = 0.75F;
  layer.surrogate.kind = kind;
  layer.surrogate.width = 1.0F;
  NetworkSpec spec = fully_connected(nmnist_shape.channels(), {0, 0}, 10, layer);
  spec.sensor = nmnist_shape;
  spec.layers[0].convolution = {5, 5, 3, 2, 1};
  spec.layers[0].thresholds = ThresholdMode::per_channel;
  spec.layers[1].convolution = {7, 3, 1, 1, 1};
  spec.layers[1].pooling = 2;
  spec.layers[2].pooling = 2;
  count_neurons(spec);
  return spec;
}

std::uint64_t hash_of_a_convolutional_run(SurrogateKind kind) {
  TrainingRun run = small_run();
  run.options.bins = {30, 10000, Occupancy::binary};
  run.spec = convolutional_network(kind);
  run.train = run.test = shared(make_saccade_digits({12, 2024}));
  Trainer trainer = run.trainer();
  for (int epoch = 0; epoch < 4; ++epoch) finish_epoch(trainer);
  Hash hash;
  for (const LayerParameters& layer : trainer.network().parameters()) {
    hash.add(layer.weights);
    hash.add(layer.thresholds);
  }
  return hash.value();
}

// The constants were printed by the native release build.
TEST(Determinism, BuiltInDigitsAreTheSameOnEveryPlatform) {
  EXPECT_EQ(fingerprint(make_saccade_digits({30, 2024})), 3374797105244643992U);
}

TEST(Determinism, BuiltInWordsAreTheSameOnEveryPlatform) {
  EXPECT_EQ(fingerprint(make_spoken_digits({40, 2024})), 15439780116525094030U);
}

TEST(Determinism, TrainingRunsAreTheSameOnEveryPlatform) {
  const auto digits = shared(make_saccade_digits({30, 2024}));
  Hash hash;
  using Kind = SurrogateKind;
  hash.add(hash_of_a_run(digits, LossKind::rate_mse, Kind::exponential, Kind::fast_sigmoid, false));
  hash.add(hash_of_a_run(digits, LossKind::cross_entropy, Kind::arctan, Kind::triangular, true));
  hash.add(hash_of_a_run(digits, LossKind::rate_mse, Kind::boxcar, Kind::exponential, true));
  EXPECT_EQ(hash.value(), 18311542838890728814U);
}

// Bounded support: the backward pass leaves out what is 0.
TEST(Determinism, SparseBackwardPassesAreTheSameOnEveryPlatform) {
  const auto digits = shared(make_saccade_digits({30, 2024}));
  EXPECT_EQ(hash_of_a_run(digits, LossKind::rate_mse, SurrogateKind::triangular,
                          SurrogateKind::boxcar, false),
            8590736335069902527U);
}

TEST(Determinism, RunsWithThinnedGradientsAreTheSameOnEveryPlatform) {
  const auto digits = shared(make_saccade_digits({30, 2024}));
  EXPECT_EQ(hash_of_a_run(digits, LossKind::rate_mse, SurrogateKind::exponential,
                          SurrogateKind::exponential, false, Readout::spikes, 4),
            13042683168742767126U);
}

TEST(Determinism, RunsReadByPotentialsAreTheSameOnEveryPlatform) {
  const auto digits = shared(make_saccade_digits({30, 2024}));
  Hash hash;
  for (const Readout readout : {Readout::maximum_potential, Readout::mean_potential}) {
    hash.add(hash_of_a_run(digits, LossKind::cross_entropy, SurrogateKind::exponential,
                           SurrogateKind::boxcar, false, readout));
  }
  EXPECT_EQ(hash.value(), 2610636853255903673U);
}

TEST(Determinism, RunsWithEveryKindOfCellAreTheSameOnEveryPlatform) {
  EXPECT_EQ(hash_of_a_run_with_cells(12), 1532912828447214680U);
  EXPECT_EQ(hash_of_a_run_with_cells(12, 0.9F, {2.0F, 0.1F, 0.2F}), 8922771051488548142U);
}

TEST(Determinism, ConvolutionalRunsAreTheSameOnEveryPlatform) {
  EXPECT_EQ(hash_of_a_convolutional_run(SurrogateKind::exponential), 4201426120090847400U);
  EXPECT_EQ(hash_of_a_convolutional_run(SurrogateKind::triangular), 16446786808265181712U);
}

#ifndef __EMSCRIPTEN__
// One binary holds the kernels for every width of vectors; the processor's widest ones are used.
TEST(Determinism, TrainingRunsAreTheSameWithVectorsOfEveryWidth) {
  const auto digits = shared(make_saccade_digits({12, 2024}));
  const auto run = [&] {
    return hash_of_a_run(digits, LossKind::rate_mse, SurrogateKind::exponential,
                         SurrogateKind::boxcar, false);
  };
  const auto thinned_run = [&] {
    return hash_of_a_run(digits, LossKind::rate_mse, SurrogateKind::exponential,
                         SurrogateKind::arctan, false, Readout::spikes, 8);
  };
  const std::uint64_t expected = run();
  const std::uint64_t expected_thinned = thinned_run();
  const std::uint64_t expected_with_cells = hash_of_a_run_with_cells(4);
  const std::uint64_t expected_of_windows = hash_of_a_convolutional_run(SurrogateKind::boxcar);
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    EXPECT_EQ(run(), expected) << hwy::TargetName(target);
    EXPECT_EQ(thinned_run(), expected_thinned) << hwy::TargetName(target);
    EXPECT_EQ(hash_of_a_run_with_cells(4), expected_with_cells) << hwy::TargetName(target);
    EXPECT_EQ(hash_of_a_convolutional_run(SurrogateKind::boxcar), expected_of_windows)
        << hwy::TargetName(target);
  }
  hwy::SetSupportedTargetsForTest(0);
}

TEST(Determinism, BuiltInWordsAreTheSameWithVectorsOfEveryWidth) {
  const std::uint64_t expected = fingerprint(make_spoken_digits({8, 2024}));
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    EXPECT_EQ(fingerprint(make_spoken_digits({8, 2024})), expected) << hwy::TargetName(target);
  }
  hwy::SetSupportedTargetsForTest(0);
}
#endif

}  // namespace
}  // namespace rouse
