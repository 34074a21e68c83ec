#include "training/options_json.hpp"

#include "data/warp.hpp"

namespace rouse::json {

template <typename Fields>
void describe(Fields& fields, PartOf<BinOptions> auto& bins) {
  fields.field("steps", bins.steps);
  fields.field("bin_us", bins.bin_us);
  fields.field("occupancy", bins.occupancy);
}

template <typename Fields>
void describe(Fields& fields, PartOf<LossSpec> auto& loss) {
  fields.field("kind", loss.kind);
  fields.field("true_rate", loss.true_rate);
  fields.field("false_rate", loss.false_rate);
  fields.field("logit_scale", loss.logit_scale);
}

template <typename Fields>
void describe(Fields& fields, PartOf<FiringRateTerm> auto& term) {
  fields.field("strength", term.strength);
  fields.field("minimum_rate", term.minimum_rate);
  fields.optional("maximum_rate", term.maximum_rate, FiringRateTerm{}.maximum_rate);
}

template <typename Fields>
void describe(Fields& fields, PartOf<AdamSpec> auto& adam) {
  fields.field("learning_rate", adam.learning_rate);
  fields.field("threshold_learning_rate", adam.threshold_learning_rate);
  fields.field("beta1", adam.beta1);
  fields.field("beta2", adam.beta2);
  fields.field("epsilon", adam.epsilon);
  fields.optional("retention_learning_rate", adam.retention_learning_rate,
                  AdamSpec{}.retention_learning_rate);
  fields.optional("delay_learning_rate", adam.delay_learning_rate, AdamSpec{}.delay_learning_rate);
  fields.optional("learning_rate_decay", adam.learning_rate_decay, AdamSpec{}.learning_rate_decay);
}

template <typename Fields>
void describe(Fields& fields, PartOf<Augmentation> auto& augmentation) {
  fields.field("shift", augmentation.shift);
  fields.field("time_jitter_us", augmentation.time_jitter_us);
  fields.field("drop", augmentation.drop);
  warps::describe(fields, augmentation);
}

template <typename Fields>
void describe(Fields& fields, PartOf<TrainingOptions> auto& options) {
  fields.nested("bins", options.bins);
  fields.nested("loss", options.loss);
  fields.nested("firing_rate", options.firing_rate);
  fields.nested("adam", options.adam);
  fields.nested("augmentation", options.augmentation);
  fields.field("batch", options.batch);
  fields.field("seed", options.seed);
  fields.field("shards", options.shards);
  fields.optional("gradient_thinning", options.gradient_thinning,
                  TrainingOptions{}.gradient_thinning);
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const TrainingOptions& options) {
  return json::Writer::object_of(options).text();
}

TrainingOptions training_options_from_json(std::string_view text) {
  const json::Value json = json::Value::parse(text, "the list of training options");
  auto options = json::Reader::part_of<TrainingOptions>(json, "training");
  validate(options);
  return options;
}

}  // namespace rouse
