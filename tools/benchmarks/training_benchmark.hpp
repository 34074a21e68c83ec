// The speed of whole training steps: binning, forward, backward, Adam.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "json/value.hpp"
#include "rouse/training.hpp"
#include "timing.hpp"

namespace rouse::benchmarks {

struct TrainingSpeed {
  std::string network;  ///< sizes_of() it
  std::uint32_t steps = 0;
  std::uint32_t batch = 0;
  std::uint32_t threads = 0;
  /// One in so many gradients goes down; 1, all of them, where no hidden layer lies below another.
  std::uint32_t gradient_thinning = 1;
  Times milliseconds;  ///< per sample, of each batch that was timed
  double events_per_sample = 0;
  double synaptic_operations_per_sample = 0;  ///< additions of a weight, forward
  /// Additions a second of streaming_add() over as many bytes as the largest layer's weights,
  /// measured in the same moments.
  double streaming_limit = 0;

  double per_second(double per_sample) const { return 1000.0 * per_sample / milliseconds.middle(); }
  double share_of_limit() const {
    return per_second(synaptic_operations_per_sample) / streaming_limit;
  }
};

/// ", one gradient in 16", or nothing where all go down.
std::string thinning_said(std::uint32_t thinning);

/// Times every batch of so many epochs (at least 1), after one that warms up.
TrainingSpeed measure_epochs(Trainer& trainer, std::uint32_t epochs);

/// Times full batches for about so many seconds, three at least, after half of that as warm-up and
/// to the end of an epoch. Wants a new Trainer.
TrainingSpeed measure_for(Trainer& trainer, double seconds);

/// The object that `rouse bench --json` prints; docs/performance.md explains its fields.
json::Value json_of(const TrainingSpeed& speed);

}  // namespace rouse::benchmarks
