#include "training/options_json.hpp"

namespace rouse::json {

Json options_json(const TrainingOptions& o) {
  return {
      {"bins",
       {{"steps", o.bins.steps},
        {"bin_us", o.bins.bin_us},
        {"occupancy", name_of_value(o.bins.occupancy)}}},
      {"loss",
       {{"kind", name_of_value(o.loss.kind)},
        {"true_rate", number(o.loss.true_rate)},
        {"false_rate", number(o.loss.false_rate)},
        {"logit_scale", number(o.loss.logit_scale)}}},
      {"firing_rate",
       {{"strength", number(o.firing_rate.strength)},
        {"minimum_rate", number(o.firing_rate.minimum_rate)}}},
      {"adam",
       {{"learning_rate", number(o.adam.learning_rate)},
        {"threshold_learning_rate", number(o.adam.threshold_learning_rate)},
        {"beta1", number(o.adam.beta1)},
        {"beta2", number(o.adam.beta2)},
        {"epsilon", number(o.adam.epsilon)}}},
      {"augmentation",
       {{"shift", o.augmentation.shift},
        {"time_jitter_us", o.augmentation.time_jitter_us},
        {"drop", number(o.augmentation.drop)}}},
      {"batch", o.batch},
      {"seed", o.seed},
  };
}

TrainingOptions options_of(const Json& json, const std::string& where) {
  TrainingOptions o;
  Reader reader(json, where);
  reader.nested("bins", [&](const Json& field, const std::string& path) {
    Reader bins(field, path);
    bins.field("steps", o.bins.steps);
    bins.field("bin_us", o.bins.bin_us);
    bins.field("occupancy", o.bins.occupancy);
    bins.close("steps, bin_us, occupancy");
  });
  reader.nested("loss", [&](const Json& field, const std::string& path) {
    Reader loss(field, path);
    loss.field("kind", o.loss.kind);
    loss.field("true_rate", o.loss.true_rate);
    loss.field("false_rate", o.loss.false_rate);
    loss.field("logit_scale", o.loss.logit_scale);
    loss.close("kind, true_rate, false_rate, logit_scale");
  });
  reader.nested("firing_rate", [&](const Json& field, const std::string& path) {
    Reader term(field, path);
    term.field("strength", o.firing_rate.strength);
    term.field("minimum_rate", o.firing_rate.minimum_rate);
    term.close("strength, minimum_rate");
  });
  reader.nested("adam", [&](const Json& field, const std::string& path) {
    Reader adam(field, path);
    adam.field("learning_rate", o.adam.learning_rate);
    adam.field("threshold_learning_rate", o.adam.threshold_learning_rate);
    adam.field("beta1", o.adam.beta1);
    adam.field("beta2", o.adam.beta2);
    adam.field("epsilon", o.adam.epsilon);
    adam.close("learning_rate, threshold_learning_rate, beta1, beta2, epsilon");
  });
  reader.nested("augmentation", [&](const Json& field, const std::string& path) {
    Reader augmentation(field, path);
    augmentation.field("shift", o.augmentation.shift);
    augmentation.field("time_jitter_us", o.augmentation.time_jitter_us);
    augmentation.field("drop", o.augmentation.drop);
    augmentation.close("shift, time_jitter_us, drop");
  });
  reader.field("batch", o.batch);
  reader.field("seed", o.seed);
  reader.close("bins, loss, firing_rate, adam, augmentation, batch, seed");
  validate(o);
  return o;
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const TrainingOptions& options) { return json::options_json(options).dump(); }

TrainingOptions training_options_from_json(std::string_view text) {
  return json::options_of(json::parse(text, "the list of training options"), "training");
}

}  // namespace rouse
