#include <gtest/gtest.h>

#include <numeric>
#include <thread>
#include <vector>

#include "runs.hpp"

namespace rouse {
namespace {

using Phase = StepReport::Phase;

TEST(Trainer, TestsTheUntrainedNetworkThenAlternatesPhases) {
  Trainer trainer = small_run().trainer();
  for (std::uint32_t epoch = 0; epoch < 3; ++epoch) {
    for (const Phase phase : {Phase::train, Phase::test}) {
      if (epoch == 0 && phase == Phase::train) continue;
      const std::uint32_t batches = phase == Phase::train ? 5 : 3;
      for (std::uint32_t batch = 0; batch < batches; ++batch) {
        const StepReport report = trainer.step();
        EXPECT_EQ(report.phase, phase);
        EXPECT_EQ(report.epoch, epoch);
        EXPECT_EQ(report.batch, batch);
        EXPECT_EQ(report.batches, batches);
        const std::uint32_t last = phase == Phase::train ? 3 : 1;
        EXPECT_EQ(report.samples, batch + 1 == batches ? last : 5U);
        EXPECT_LE(report.correct, report.samples);
        EXPECT_EQ(report.epoch_finished, phase == Phase::test && batch + 1 == batches);
      }
    }
    ASSERT_TRUE(trainer.last_epoch());
    EXPECT_EQ(trainer.last_epoch()->epoch, epoch);
  }
  EXPECT_EQ(trainer.optimiser_steps(), 10U);
}

TEST(Trainer, TakesOneOptimiserStepPerTrainingBatchAndNoneInTests) {
  Trainer trainer = small_run().trainer();
  Parameters before = trainer.network().parameters();
  for (int i = 0; i < 20; ++i) {
    const std::uint64_t steps = trainer.optimiser_steps();
    const bool trains = trainer.step().phase == Phase::train;
    EXPECT_EQ(trainer.optimiser_steps(), steps + (trains ? 1 : 0));
    EXPECT_EQ(trainer.network().parameters() != before, trains);
    before = trainer.network().parameters();
  }
}

TEST(Trainer, WithoutTestSamplesOnlyTrains) {
  TrainingRun run = small_run();
  for (const auto& none : {std::shared_ptr<const Dataset>(), shared(Dataset{})}) {
    run.test = none;
    Trainer trainer = run.trainer();
    EXPECT_FALSE(trainer.last_epoch());
    for (std::uint32_t epoch = 1; epoch < 3; ++epoch) {
      for (std::uint32_t batch = 0; batch < 5; ++batch) {
        const StepReport report = trainer.step();
        EXPECT_EQ(report.phase, Phase::train);
        EXPECT_EQ(report.epoch, epoch);
        EXPECT_EQ(report.epoch_finished, batch == 4);
      }
      EXPECT_EQ(trainer.last_epoch()->test_accuracy, -1.0F);
      EXPECT_EQ(trainer.last_epoch()->test_loss, 0.0F);
    }
  }
}

TEST(Trainer, LearnsTheSmallTask) {
  TrainingRun run = small_run();
  run.options.augmentation = {};
  run.options.loss.kind = LossKind::cross_entropy;
  Trainer trainer = run.trainer();
  finish_epoch(trainer);
  const float untrained = trainer.last_epoch()->test_loss;
  for (int epoch = 0; epoch < 20; ++epoch) finish_epoch(trainer);
  EXPECT_LT(trainer.last_epoch()->loss, 0.5F * untrained);
  EXPECT_GT(trainer.last_epoch()->test_accuracy, 0.8F);
}

TEST(Trainer, GivesEqualBitsInWhateverOrderShardsAreComputed) {
  TrainingRun run = small_run();
  run.options.shards = 3;
  const auto finished = [&](const Executor& executor) {
    Trainer trainer = run.trainer();
    trainer.set_executor(executor);
    for (int epoch = 0; epoch < 3; ++epoch) finish_epoch(trainer);
    return trainer.checkpoint();
  };
  const auto one_by_one = finished({});
  EXPECT_EQ(finished([](std::size_t count, const auto& work) {
              EXPECT_EQ(count, 3U);
              while (count-- > 0) work(count);
            }),
            one_by_one);
#ifndef __EMSCRIPTEN__
  EXPECT_EQ(finished([](std::size_t count, const auto& work) {
              std::vector<std::thread> threads;
              for (std::size_t k = 0; k < count; ++k) threads.emplace_back(work, k);
              for (std::thread& thread : threads) thread.join();
            }),
            one_by_one);
#endif
}

TEST(Trainer, GivesEqualBitsWhoeverComputesTheShards) {
  TrainingRun run = small_run();
  run.options.shards = 3;
  run.options.firing_rate.strength = 1.0F;
  Trainer alone = run.trainer();
  Trainer helped = run.trainer();
  ShardWorker worker(run.spec, run.options, run.train, run.test);
  std::vector<std::uint8_t> message;
  bool finished = false;
  while (!finished || alone.last_epoch()->epoch < 2) {
    helped.shard_task(message);
    worker.begin(message);
    // The third shard is left to step().
    worker.compute(1, message);
    helped.take_shard(1, message);
    helped.compute_shard(0);
    const StepReport expected = alone.step();
    const StepReport report = helped.step();
    EXPECT_EQ(report.loss, expected.loss);
    EXPECT_EQ(report.correct, expected.correct);
    finished = report.epoch_finished;
  }
  EXPECT_EQ(helped.checkpoint(), alone.checkpoint());
}

TEST(Trainer, RefusesMessagesThatAreNotItsShards) {
  TrainingRun run = small_run();
  run.options.shards = 2;
  Trainer alone = run.trainer();
  Trainer helped = run.trainer();
  finish_epoch(alone);
  finish_epoch(helped);
  ShardWorker worker(run.spec, run.options, run.train, run.test);
  const auto code_of = [](const auto& work) {
    try {
      work();
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::bad_format;
  };

  std::vector<std::uint8_t> task;
  helped.shard_task(task);
  std::vector<std::uint8_t> other = task;
  other.pop_back();
  EXPECT_EQ(code_of([&] { worker.begin(other); }), ErrorCode::shape_mismatch);
  other = task;
  other[8] = 200;  // the batch's number
  EXPECT_EQ(code_of([&] { worker.begin(other); }), ErrorCode::shape_mismatch);
  worker.begin(task);
  EXPECT_EQ(code_of([&] { worker.compute(2, other); }), ErrorCode::invalid_value);

  std::vector<std::uint8_t> results;
  worker.compute(1, results);
  EXPECT_EQ(code_of([&] { helped.take_shard(2, results); }), ErrorCode::invalid_value);
  EXPECT_EQ(code_of([&] { helped.compute_shard(2); }), ErrorCode::invalid_value);
  other = results;
  other.push_back(0);
  EXPECT_EQ(code_of([&] { helped.take_shard(1, other); }), ErrorCode::shape_mismatch);
  other = results;
  other[4] = 10;  // the first sample's predicted class
  EXPECT_EQ(code_of([&] { helped.take_shard(1, other); }), ErrorCode::shape_mismatch);
  EXPECT_EQ(code_of([&] { helped.take_shard(1, {}); }), ErrorCode::shape_mismatch);

  // Nothing of them is left.
  alone.step();
  helped.step();
  EXPECT_EQ(helped.checkpoint(), alone.checkpoint());
}

TEST(Trainer, LearnsTheSameWithShardsUpToRounding) {
  TrainingRun run = small_run();
  Trainer whole = run.trainer();
  // More than a batch has samples: some are empty.
  run.options.shards = 8;
  Trainer parts = run.trainer();
  finish_epoch(whole);
  finish_epoch(parts);
  EXPECT_EQ(to_json(*whole.last_epoch()), to_json(*parts.last_epoch()));
  StepReport of_whole = whole.step();
  StepReport of_parts = parts.step();
  EXPECT_EQ(of_whole.loss, of_parts.loss);
  EXPECT_EQ(of_whole.correct, of_parts.correct);
  for (std::size_t l = 0; l < whole.network().parameters().size(); ++l) {
    const LayerParameters& expected = whole.network().parameters()[l];
    const LayerParameters& actual = parts.network().parameters()[l];
    for (std::size_t i = 0; i < expected.weights.size(); ++i) {
      EXPECT_NEAR(actual.weights[i], expected.weights[i], 1e-4F);
    }
  }
}

TEST(Trainer, GivesEqualBitsWhenRecordingsAreMadeAsTheyAreNeeded) {
  TrainingRun run = small_run();
  run.options.shards = 2;
  Trainer usual = run.trainer();
  const auto unmade = [](const Dataset& made) {
    auto copy = std::make_shared<Dataset>(made);
    for (Sample& sample : copy->samples) sample.events = {};
    return copy;
  };
  const auto train = unmade(*run.train);
  const auto test = unmade(*run.test);
  const Supplier supplier = [&](const Dataset& dataset, std::size_t i) {
    const bool training = &dataset == train.get();
    (training ? train : test)->samples[i].events =
        (training ? run.train : run.test)->samples[i].events;
  };
  Trainer lazy(run.spec, run.options, train, test);
  lazy.set_supplier(supplier);
  ShardWorker worker(run.spec, run.options, train, test);
  worker.set_supplier(supplier);
  std::vector<std::uint8_t> message;
  for (int epoch = 0; epoch < 3; ++epoch) {
    finish_epoch(usual);
    bool finished = false;
    while (!finished) {
      lazy.shard_task(message);
      worker.begin(message);
      worker.compute(1, message);
      lazy.take_shard(1, message);
      finished = lazy.step().epoch_finished;
    }
  }
  EXPECT_EQ(lazy.checkpoint(), usual.checkpoint());
}

TEST(Trainer, GivesEqualBitsForEqualSeeds) {
  TrainingRun run = small_run();
  const auto parameters_after_two_epochs = [&] {
    Trainer trainer = run.trainer();
    for (int epoch = 0; epoch < 3; ++epoch) finish_epoch(trainer);
    return trainer.network().parameters();
  };
  const Parameters first = parameters_after_two_epochs();
  EXPECT_EQ(parameters_after_two_epochs(), first);
  run.options.seed = 4;
  EXPECT_NE(parameters_after_two_epochs(), first);
}

/// What a dataset does to a network, counted plainly.
struct Recount {
  std::vector<std::vector<std::uint32_t>> spikes;  // per layer and neuron
  double loss = 0.0, events = 0.0, operations = 0.0;
  std::vector<std::uint32_t> confusion;
  std::uint32_t correct = 0;

  Recount(const Network& network, const Dataset& data, const TrainingOptions& options)
      : confusion(network.spec().outputs() * network.spec().outputs(), 0) {
    for (const LayerSpec& layer : network.spec().layers) spikes.emplace_back(layer.neurons, 0);
    for (const Sample& sample : data.samples) {
      const SpikeRaster input =
          make_spike_raster(sample.events, data.shape.channels(), options.bins);
      Activity activity;
      network.forward(input, activity);
      loss += static_cast<double>(loss_and_gradient(options.loss, sample.label, 1, activity));
      const std::uint32_t predicted = predicted_class(activity.output());
      ++confusion[sample.label * network.spec().outputs() + predicted];
      correct += predicted == sample.label ? 1 : 0;
      events += static_cast<double>(input.size());
      std::size_t incoming = input.size();
      for (std::size_t l = 0; l < spikes.size(); ++l) {
        operations += static_cast<double>(incoming * spikes[l].size());
        for (const std::uint32_t neuron : activity.layers[l].spikes.columns) ++spikes[l][neuron];
        incoming = activity.layers[l].spikes.size();
      }
    }
  }

  std::uint32_t dead(std::size_t l) const {
    return static_cast<std::uint32_t>(std::count(spikes[l].begin(), spikes[l].end(), 0U));
  }
  double rate(std::size_t l, std::size_t samples, std::size_t steps) const {
    const double sum = std::accumulate(spikes[l].begin(), spikes[l].end(), 0.0);
    return sum / static_cast<double>(spikes[l].size() * samples * steps);
  }
};

TEST(EpochReport, OfTheUntrainedNetworkCountsTheTestSamples) {
  const TrainingRun run = small_run();
  Trainer trainer = run.trainer();
  const Recount expected(trainer.network(), *run.test, run.options);
  // Neurons silent in the last batch, which is one sample.
  Dataset last_batch = *run.test;
  last_batch.samples = {run.test->samples.back()};
  const Recount last(trainer.network(), last_batch, run.options);
  finish_epoch(trainer);
  const EpochReport& report = *trainer.last_epoch();
  EXPECT_EQ(report.train_accuracy, -1.0F);
  EXPECT_NEAR(report.loss, expected.loss / 11, 1e-6);
  EXPECT_EQ(report.loss, report.test_loss);
  EXPECT_EQ(report.confusion, expected.confusion);
  EXPECT_NEAR(report.test_accuracy, expected.correct / 11.0, 1e-6);
  EXPECT_NEAR(report.events_per_sample, expected.events / 11, 1e-9);
  EXPECT_NEAR(report.synaptic_operations_per_sample, expected.operations / 11, 1e-9);
  for (std::size_t l = 0; l < 3; ++l) {
    const LayerMetrics& layer = report.layers[l];
    EXPECT_EQ(layer.dead, expected.dead(l));
    EXPECT_EQ(layer.spikes, expected.spikes[l]);
    EXPECT_EQ(layer.silent, last.dead(l));
    EXPECT_NEAR(layer.firing_rate, expected.rate(l, 11, 20), 1e-6);
    EXPECT_EQ(layer.weight_movement, 0.0F);
    EXPECT_EQ(layer.mean_threshold_gradient, 0.0F);
    EXPECT_EQ(layer.threshold_mean, 1.0F);
    EXPECT_EQ(layer.threshold_deviation, 0.0F);
    EXPECT_EQ(layer.threshold_histogram.size(), 20U);
    EXPECT_EQ(layer.threshold_histogram[0], run.spec.layers[l].neurons);
  }
}

// With both learning rates 0 the network stays as it is, and an epoch's counts can be made again.
TEST(EpochReport, OfTrainingCountsTheTrainingSamples) {
  TrainingRun run = small_run();
  run.options.augmentation = {};
  run.options.adam.learning_rate = run.options.adam.threshold_learning_rate = 0.0F;
  run.options.batch = 23;
  Trainer trainer = run.trainer();
  const Recount train(trainer.network(), *run.train, run.options);
  const Recount test(trainer.network(), *run.test, run.options);
  finish_epoch(trainer);
  finish_epoch(trainer);
  const EpochReport& report = *trainer.last_epoch();
  EXPECT_NEAR(report.loss, train.loss / 23, 1e-6);
  EXPECT_NEAR(report.train_accuracy, train.correct / 23.0, 1e-6);
  EXPECT_NEAR(report.test_loss, test.loss / 11, 1e-6);
  EXPECT_EQ(report.confusion, test.confusion);
  EXPECT_NEAR(report.events_per_sample, train.events / 23, 1e-9);
  EXPECT_NEAR(report.synaptic_operations_per_sample, train.operations / 23, 1e-9);
  for (std::size_t l = 0; l < 3; ++l) {
    EXPECT_EQ(report.layers[l].dead, train.dead(l));
    EXPECT_EQ(report.layers[l].silent, train.dead(l));  // one batch holds all
    EXPECT_NEAR(report.layers[l].firing_rate, train.rate(l, 23, 20), 1e-6);
  }
}

TEST(EpochReport, CallsNeuronsThatAreReadByTheirPotentialNeitherDeadNorSilent) {
  TrainingRun run = small_run();
  run.spec.readout = Readout::mean_potential;
  run.options.loss.kind = LossKind::cross_entropy;
  Trainer trainer = run.trainer();
  finish_epoch(trainer);
  const float loss_before = trainer.last_epoch()->loss;
  for (int epoch = 0; epoch < 40; ++epoch) finish_epoch(trainer);
  const EpochReport& report = *trainer.last_epoch();
  EXPECT_EQ(report.layers[2].dead, 0U);
  EXPECT_EQ(report.layers[2].silent, 0U);
  EXPECT_EQ(report.layers[2].firing_rate, 0.0F);
  EXPECT_EQ(report.layers[2].mean_threshold_gradient, 0.0F);
  EXPECT_GT(report.layers[2].weight_movement, 0.0F);
  EXPECT_LT(report.loss, loss_before);
}

TEST(EpochReport, DescribesThresholdsAndTheirMovement) {
  const TrainingRun run = small_run();
  Trainer trainer = run.trainer();
  finish_epoch(trainer);
  const Parameters before = trainer.network().parameters();
  finish_epoch(trainer);
  for (std::size_t l = 0; l < 3; ++l) {
    const LayerMetrics& layer = trainer.last_epoch()->layers[l];
    const std::vector<float>& thresholds = trainer.network().thresholds_of(l);
    const auto count = static_cast<double>(thresholds.size());
    double sum = 0.0;
    double squares = 0.0;
    for (const float threshold : thresholds) sum += static_cast<double>(threshold);
    for (const float threshold : thresholds) {
      squares += std::pow(static_cast<double>(threshold) - sum / count, 2.0);
    }
    EXPECT_NEAR(layer.threshold_mean, sum / count, 1e-6);
    EXPECT_NEAR(layer.threshold_deviation, std::sqrt(squares / count), 1e-6);
    EXPECT_EQ(layer.threshold_minimum, *std::min_element(thresholds.begin(), thresholds.end()));
    EXPECT_EQ(layer.threshold_maximum, *std::max_element(thresholds.begin(), thresholds.end()));
    EXPECT_EQ(std::accumulate(layer.threshold_histogram.begin(), layer.threshold_histogram.end(),
                              std::size_t{0}),
              thresholds.size());
    EXPECT_GE(layer.threshold_histogram.front(), 1U);
    EXPECT_GE(layer.threshold_histogram.back(), 1U);
    double moved = 0.0;
    const std::vector<float>& weights = trainer.network().parameters()[l].weights;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moved += std::abs(static_cast<double>(weights[i] - before[l].weights[i]));
    }
    EXPECT_NEAR(layer.weight_movement, moved / static_cast<double>(weights.size()), 1e-6);
    EXPECT_GT(layer.weight_movement, 0.0F);
    EXPECT_NE(layer.mean_threshold_gradient, 0.0F);
  }
}

TEST(EpochReport, CountsTheCallersMilliseconds) {
  Trainer trainer = small_run().trainer();
  finish_epoch(trainer);
  while (!trainer.step().epoch_finished) trainer.add_milliseconds(10.0);
  trainer.add_milliseconds(30.0);  // of the step that finished the epoch
  EXPECT_NEAR(trainer.last_epoch()->milliseconds_per_sample, 100.0 / 23, 1e-9);
  finish_epoch(trainer);
  EXPECT_EQ(trainer.last_epoch()->milliseconds_per_sample, 0.0);
}

TEST(EpochReport, IsOneLineOfJson) {
  Trainer trainer = small_run().trainer();
  finish_epoch(trainer);
  const std::string json = to_json(*trainer.last_epoch());
  EXPECT_EQ(json.find("{\"epoch\":0,\"loss\":"), 0U);
  EXPECT_EQ(json.find('\n'), std::string::npos);
  EpochReport report;
  report.loss = HUGE_VALF;
  EXPECT_NE(to_json(report).find("\"loss\":null"), std::string::npos);
}

TEST(Trainer, TrainsWithTheFiringRateTerm) {
  TrainingRun run = small_run();
  for (LayerSpec& layer : run.spec.layers) layer.initial_threshold = 50.0F;  // all silent
  run.options.firing_rate = {10.0F, 0.05F};
  Trainer trainer = run.trainer();
  finish_epoch(trainer);
  EXPECT_EQ(trainer.last_epoch()->layers[0].dead, 12U);
  const StepReport report = trainer.step();
  // Loss of silence, and three layers whose rates lack 0.05.
  EXPECT_NEAR(report.loss, 0.04 + 2 * 0.0009 + 3 * 10 * 0.0025, 1e-5);
  for (const float threshold : trainer.network().thresholds_of(0)) EXPECT_LT(threshold, 50.0F);
}

TEST(Trainer, WithRatesThatDecayEqualsOneWhoseRatesAreLowered) {
  TrainingRun run = small_run();
  const AdamSpec& adam = run.options.adam;
  Trainer lowered = run.trainer();
  run.options.adam.learning_rate_decay = 0.5F;
  Trainer decaying = run.trainer();
  float share = 1.0F;
  for (int epoch = 0; epoch < 4; ++epoch) {
    finish_epoch(lowered);
    finish_epoch(decaying);
    EXPECT_EQ(decaying.network().parameters(), lowered.network().parameters()) << epoch;
    if (epoch > 0) share *= 0.5F;
    lowered.set_learning_rates(share * adam.learning_rate, share * adam.threshold_learning_rate);
  }
  EXPECT_EQ(decaying.options(), run.options);  // the rates are those that it began with
}

TEST(Trainer, ChangesLearningRatesWhileItRuns) {
  Trainer trainer = small_run().trainer();
  finish_epoch(trainer);
  trainer.step();
  trainer.set_learning_rates(0.0F, 0.0F);
  EXPECT_EQ(trainer.options().adam.learning_rate, 0.0F);
  const Parameters before = trainer.network().parameters();
  trainer.step();
  EXPECT_EQ(trainer.network().parameters(), before);
  trainer.set_learning_rates(0.0F, 0.5F);
  trainer.step();
  EXPECT_EQ(trainer.network().parameters()[0].weights, before[0].weights);
  EXPECT_NE(trainer.network().parameters()[0].thresholds, before[0].thresholds);
  EXPECT_EQ(error_of([&] { trainer.set_learning_rates(-1.0F, 0.0F); }),
            "invalid_value: adam.learning_rate is -1; it must be 0 to 1000");
  EXPECT_EQ(trainer.options().adam.threshold_learning_rate, 0.5F);
}

TEST(Trainer, SaysWhichLayerDiverged) {
  TrainingRun run = small_run();
  run.spec.layers[0].surrogate.scale = 1e6F;
  run.spec.layers[0].surrogate.width = 1e-6F;
  run.options.adam = {1000.0F, 1000.0F, 0.0F, 0.0F, 1e-30F};
  run.options.firing_rate = {1e6F, 1.0F};
  for (LayerSpec& layer : run.spec.layers) layer.surrogate.floor = 1e6F;
  Trainer trainer = run.trainer();
  const std::string message = error_of([&] {
    for (int epoch = 0; epoch < 200; ++epoch) finish_epoch(trainer);
  });
  EXPECT_EQ(message.find("invalid_value: layer "), 0U) << message;
  EXPECT_NE(message.find("start again with a lower learning rate"), std::string::npos);
  EXPECT_TRUE(trainer.last_epoch());
}

TEST(Trainer, RefusesDataThatDoNotFit) {
  TrainingRun run = small_run();
  const auto message = [&] { return error_of([&] { run.trainer(); }); };
  const auto train = run.train;
  run.spec.inputs = 61;
  EXPECT_EQ(message(),
            "shape_mismatch: the training data has 60 channels, the network 61 inputs; set inputs "
            "to the former");
  run.spec.inputs = 60;
  run.spec.layers.back().neurons = 2;
  EXPECT_EQ(message(),
            "shape_mismatch: the training data has 3 classes, the network 2 outputs; give the "
            "last layer a neuron for each class");
  run.spec.layers.back().neurons = 3;
  Dataset mislabelled = *train;
  mislabelled.samples[4].label = 3;
  run.train = shared(mislabelled);
  EXPECT_EQ(message(),
            "shape_mismatch: small 4 of the training data is of class 3; the data has 3 classes");
  for (const auto& none : {std::shared_ptr<const Dataset>(), shared(Dataset{})}) {
    run.train = none;
    EXPECT_EQ(message(),
              "no_recordings: there are no recordings to train on; choose more classes or "
              "samples");
  }
  run.train = train;
  Dataset other_sensor = *run.test;
  other_sensor.shape = {7, 5, 2};
  run.test = shared(other_sensor);
  EXPECT_EQ(message().find("shape_mismatch: the test data has 70 channels"), 0U);
  run.test = nullptr;
  run.options.batch = 0;
  EXPECT_EQ(message(), "invalid_value: batch is 0; it must be 1 to 65536");
}

// A selection keeps labels, so the network keeps an output for every class of the whole.
TEST(Trainer, TrainsOnSelectedClasses) {
  TrainingRun run = small_run();
  run.train = shared(select(*run.train, {{0, 2}, 4, 0}));
  run.test = shared(select(*run.test, {{0, 2}, 0, 0}));
  Trainer trainer = run.trainer();
  finish_epoch(trainer);
  finish_epoch(trainer);
  const std::vector<std::uint32_t>& confusion = trainer.last_epoch()->confusion;
  ASSERT_EQ(confusion.size(), 9U);
  EXPECT_EQ(confusion[3] + confusion[4] + confusion[5], 0U);
  EXPECT_EQ(std::accumulate(confusion.begin(), confusion.end(), 0U), run.test->size());
}

TEST(Trainer, HandlesRecordingsWithoutEventsAndOneStep) {
  TrainingRun run = small_run();
  Dataset empty = *run.train;
  for (Sample& sample : empty.samples) sample.events = {};
  run.train = shared(empty);
  run.options.bins = {1, 1000, Occupancy::counts};
  Trainer trainer = run.trainer();
  for (int epoch = 0; epoch < 3; ++epoch) finish_epoch(trainer);
  EXPECT_EQ(trainer.last_epoch()->events_per_sample, 0.0);
  EXPECT_EQ(trainer.last_epoch()->layers[0].dead, 12U);
}

TEST(Evaluate, EqualsTheTrainersTestPass) {
  const TrainingRun run = small_run();
  Trainer trainer = run.trainer();
  finish_epoch(trainer);
  finish_epoch(trainer);
  const Evaluation evaluation =
      evaluate(trainer.network(), *run.test, run.options.bins, run.options.loss);
  const EpochReport& report = *trainer.last_epoch();
  EXPECT_EQ(evaluation.samples, 11U);
  EXPECT_EQ(evaluation.confusion, report.confusion);
  EXPECT_EQ(evaluation.loss, report.test_loss);
  EXPECT_EQ(evaluation.accuracy(), report.test_accuracy);
  const Recount expected(trainer.network(), *run.test, run.options);
  for (std::size_t l = 0; l < 3; ++l) {
    EXPECT_EQ(evaluation.dead[l], expected.dead(l));
    EXPECT_NEAR(evaluation.firing_rates[l], expected.rate(l, 11, 20), 1e-6);
  }
  EXPECT_EQ(evaluate(trainer.network(), Dataset{}, run.options.bins).accuracy(), 0.0F);
}

TEST(Trace, HoldsWhatOnePassLeaves) {
  const TrainingRun run = small_run();
  const Network network(run.spec, 1);
  const Sample& sample = run.train->samples[1];
  const Trace trace = rouse::trace(network, sample, small_sensor, run.options.bins);
  EXPECT_EQ(trace.input, make_spike_raster(sample.events, 60, run.options.bins));
  Activity activity;
  network.forward(trace.input, activity);
  EXPECT_EQ(trace.loss, loss_and_gradient({}, sample.label, 1.0F, activity));
  EXPECT_EQ(trace.predicted, predicted_class(activity.output()));
  Parameters gradients = zeros_like(run.spec);
  network.backward(trace.input, activity, gradients);
  EXPECT_EQ(trace.gradients, gradients);
  for (std::size_t l = 0; l < 3; ++l) {
    const LayerActivity& layer = trace.activity.layers[l];
    EXPECT_EQ(layer.spikes, activity.layers[l].spikes);
    ASSERT_EQ(trace.surrogates[l].size(), layer.potentials.size());
    for (std::size_t i = 0; i < layer.potentials.size(); ++i) {
      EXPECT_EQ(layer.potential_gradients[i], layer.spike_gradients[i] * trace.surrogates[l][i]);
    }
  }
  Sample stranger = sample;
  stranger.label = 3;
  EXPECT_EQ(error_of([&] { rouse::trace(network, stranger, small_sensor, {}); }),
            "shape_mismatch: small 1 is of class 3; the network knows 3 classes");
}

}  // namespace
}  // namespace rouse
