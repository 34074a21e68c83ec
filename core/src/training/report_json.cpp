// Epoch reports as JSON: what `rouse train --json` prints and checkpoints remember.
#include <limits>
#include <optional>
#include <vector>

#include "training/options_json.hpp"

namespace rouse::json {
namespace {

Json layer_json(const LayerMetrics& m) {
  return {
      {"firing_rate", number(m.firing_rate)},
      {"dead", m.dead},
      {"silent", m.silent},
      {"threshold_mean", number(m.threshold_mean)},
      {"threshold_deviation", number(m.threshold_deviation)},
      {"threshold_minimum", number(m.threshold_minimum)},
      {"threshold_maximum", number(m.threshold_maximum)},
      {"threshold_histogram", m.threshold_histogram},
      {"weight_movement", number(m.weight_movement)},
      {"mean_threshold_gradient", number(m.mean_threshold_gradient)},
  };
}

// Json::get() would convert anything; what is no number of that kind throws here.
void read(const Json& json, std::uint32_t& value) {
  const std::optional<std::uint64_t> number = whole(json);
  if (!number || *number > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorCode::bad_format, json.dump() + " stands where a count belongs");
  }
  value = static_cast<std::uint32_t>(*number);
}
void read(const Json& json, double& value) {
  if (!json.is_number() && !json.is_null()) {
    throw Error(ErrorCode::bad_format, json.dump() + " stands where a number belongs");
  }
  value = json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}
void read(const Json& json, float& value) {
  double number = 0.0;
  read(json, number);
  value = static_cast<float>(number);
}
void read(const Json& json, std::vector<std::uint32_t>& values) {
  for (const Json& element : json) read(element, values.emplace_back());
}

void read(const Json& json, LayerMetrics& m) {
  read(json.at("firing_rate"), m.firing_rate);
  read(json.at("dead"), m.dead);
  read(json.at("silent"), m.silent);
  read(json.at("threshold_mean"), m.threshold_mean);
  read(json.at("threshold_deviation"), m.threshold_deviation);
  read(json.at("threshold_minimum"), m.threshold_minimum);
  read(json.at("threshold_maximum"), m.threshold_maximum);
  read(json.at("threshold_histogram"), m.threshold_histogram);
  read(json.at("weight_movement"), m.weight_movement);
  read(json.at("mean_threshold_gradient"), m.mean_threshold_gradient);
}

}  // namespace

Json report_json(const EpochReport& r) {
  Json json = {
      {"epoch", r.epoch},
      {"loss", number(r.loss)},
      {"train_accuracy", number(r.train_accuracy)},
      {"test_accuracy", number(r.test_accuracy)},
      {"dead", Json::array()},
      {"rate", Json::array()},
      {"threshold_mean", Json::array()},
      {"ms_per_sample", r.milliseconds_per_sample},
      {"test_loss", number(r.test_loss)},
      {"confusion", r.confusion},
      {"events_per_sample", r.events_per_sample},
      {"synaptic_operations_per_sample", r.synaptic_operations_per_sample},
      {"layers", Json::array()},
  };
  for (const LayerMetrics& layer : r.layers) {
    json["dead"].push_back(layer.dead);
    json["rate"].push_back(number(layer.firing_rate));
    json["threshold_mean"].push_back(number(layer.threshold_mean));
    json["layers"].push_back(layer_json(layer));
  }
  return json;
}

EpochReport report_of(const Json& json, const std::string& where) {
  try {
    EpochReport r;
    read(json.at("epoch"), r.epoch);
    read(json.at("loss"), r.loss);
    read(json.at("train_accuracy"), r.train_accuracy);
    read(json.at("test_accuracy"), r.test_accuracy);
    read(json.at("ms_per_sample"), r.milliseconds_per_sample);
    read(json.at("test_loss"), r.test_loss);
    read(json.at("confusion"), r.confusion);
    read(json.at("events_per_sample"), r.events_per_sample);
    read(json.at("synaptic_operations_per_sample"), r.synaptic_operations_per_sample);
    for (const Json& layer : json.at("layers")) read(layer, r.layers.emplace_back());
    return r;
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::bad_format, where + " is not a report: " + error.what());
  }
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const EpochReport& report) { return json::report_json(report).dump(); }

}  // namespace rouse
