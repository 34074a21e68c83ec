// Small training runs that several test files share.
#pragma once

#include <memory>

#include "rouse/training.hpp"
#include "support.hpp"

namespace rouse {

constexpr SensorShape small_sensor{6, 5, 2};

/// Labelled recordings of 20 ms in which every class has pixels of its own that fire more often.
inline Dataset small_dataset(std::uint32_t samples, std::uint32_t classes, std::uint64_t seed) {
  Dataset dataset;
  dataset.shape = small_sensor;
  dataset.class_count = classes;
  for (std::uint32_t i = 0; i < samples; ++i) {
    Random random(seed, i);
    const std::uint32_t label = i % classes;
    std::vector<std::uint32_t> times;
    std::vector<std::uint32_t> channels;
    for (std::uint64_t k = random.below(40) + 30; k > 0; --k) {
      times.push_back(static_cast<std::uint32_t>(random.below(20000)));
      auto channel = static_cast<std::uint32_t>(random.below(small_sensor.channels()));
      if (random.uniform() < 0.6F) channel = channel / classes * classes + label;
      channels.push_back(std::min(channel, std::uint32_t{59}));
    }
    dataset.samples.push_back(
        {make_event_stream(small_sensor, times, channels), label, "small " + std::to_string(i)});
  }
  return dataset;
}

inline std::shared_ptr<const Dataset> shared(Dataset dataset) {
  return std::make_shared<const Dataset>(std::move(dataset));
}

/// What a run needs.
struct TrainingRun {
  NetworkSpec spec;
  TrainingOptions options;
  std::shared_ptr<const Dataset> train;
  std::shared_ptr<const Dataset> test;

  Trainer trainer() const { return {spec, options, train, test}; }
};

/// 23 training and 11 test samples in batches of 5: 5 training batches, the last of 3 samples, and
/// 3 test batches, the last of 1.
inline TrainingRun small_run() {
  TrainingRun run;
  LayerSpec layer;
  layer.initial_threshold = 1.0F;
  run.spec = fully_connected(small_sensor.channels(), {12, 7}, 3, layer);
  run.options.bins = {20, 1000, Occupancy::binary};
  run.options.augmentation = {1, 500, 0.1F};
  run.options.adam.learning_rate = 0.01F;
  run.options.adam.threshold_learning_rate = 0.02F;
  run.options.batch = 5;
  run.options.seed = 3;
  run.train = shared(small_dataset(23, 3, 1));
  run.test = shared(small_dataset(11, 3, 2));
  return run;
}

/// Steps until the end of an epoch.
inline void finish_epoch(Trainer& trainer) {
  while (!trainer.step().epoch_finished) continue;
}

}  // namespace rouse
