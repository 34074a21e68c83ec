// Epoch reports as JSON: what `rouse train --json` prints and checkpoints remember.
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
    json.at("epoch").get_to(r.epoch);
    json.at("loss").get_to(r.loss);
    json.at("train_accuracy").get_to(r.train_accuracy);
    json.at("test_accuracy").get_to(r.test_accuracy);
    json.at("ms_per_sample").get_to(r.milliseconds_per_sample);
    json.at("test_loss").get_to(r.test_loss);
    json.at("confusion").get_to(r.confusion);
    json.at("events_per_sample").get_to(r.events_per_sample);
    json.at("synaptic_operations_per_sample").get_to(r.synaptic_operations_per_sample);
    for (const Json& layer : json.at("layers")) {
      LayerMetrics m;
      layer.at("firing_rate").get_to(m.firing_rate);
      layer.at("dead").get_to(m.dead);
      layer.at("silent").get_to(m.silent);
      layer.at("threshold_mean").get_to(m.threshold_mean);
      layer.at("threshold_deviation").get_to(m.threshold_deviation);
      layer.at("threshold_minimum").get_to(m.threshold_minimum);
      layer.at("threshold_maximum").get_to(m.threshold_maximum);
      layer.at("threshold_histogram").get_to(m.threshold_histogram);
      layer.at("weight_movement").get_to(m.weight_movement);
      layer.at("mean_threshold_gradient").get_to(m.mean_threshold_gradient);
      r.layers.push_back(std::move(m));
    }
    return r;
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::bad_format, where + " is not a report: " + error.what());
  }
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const EpochReport& report) { return json::report_json(report).dump(); }

}  // namespace rouse
