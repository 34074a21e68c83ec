#include "range.hpp"
#include "rouse/training.hpp"

namespace rouse {

TrainingOptions paper_training() { return TrainingOptions{}; }

void validate(const TrainingOptions& o) {
  validate(o.bins);
  validate(o.augmentation);
  require_within(o.loss.true_rate, 0.0F, 1.0F, "loss.true_rate");
  require_within(o.loss.false_rate, 0.0F, 1.0F, "loss.false_rate");
  require_above(o.loss.logit_scale, 0.0F, 1000.0F, "loss.logit_scale");
  require_within(o.firing_rate.strength, 0.0F, 1e6F, "firing_rate.strength");
  require_above(o.firing_rate.minimum_rate, 0.0F, 1.0F, "firing_rate.minimum_rate");
  require_within(o.firing_rate.maximum_rate, o.firing_rate.minimum_rate, 1.0F,
                 "firing_rate.maximum_rate");
  require_within(o.adam.learning_rate, 0.0F, 1000.0F, "adam.learning_rate");
  require_within(o.adam.threshold_learning_rate, 0.0F, 1000.0F, "adam.threshold_learning_rate");
  require_within(o.adam.retention_learning_rate, 0.0F, 1000.0F, "adam.retention_learning_rate");
  require_within(o.adam.delay_learning_rate, 0.0F, 1000.0F, "adam.delay_learning_rate");
  require_above(o.adam.learning_rate_decay, 0.0F, 1.0F, "adam.learning_rate_decay");
  require_below(o.adam.beta1, 0.0F, 1.0F, "adam.beta1");
  require_below(o.adam.beta2, 0.0F, 1.0F, "adam.beta2");
  require_above(o.adam.epsilon, 0.0F, 1.0F, "adam.epsilon");
  require_count(o.batch, 1, 65536, "batch");
  require_count(o.shards, 1, 64, "shards");
  require_count(o.gradient_thinning, 1, 1000, "gradient_thinning");
}

}  // namespace rouse
