// Epoch reports as JSON: what `rouse train --json` prints and checkpoints remember.
#include "rouse/error.hpp"
#include "training/options_json.hpp"

namespace rouse::json {

template <typename Fields>
void describe(Fields& fields, PartOf<LayerMetrics> auto& metrics) {
  fields.field("firing_rate", metrics.firing_rate);
  fields.field("dead", metrics.dead);
  fields.field("silent", metrics.silent);
  fields.field("threshold_mean", metrics.threshold_mean);
  fields.field("threshold_deviation", metrics.threshold_deviation);
  fields.field("threshold_minimum", metrics.threshold_minimum);
  fields.field("threshold_maximum", metrics.threshold_maximum);
  fields.field("threshold_histogram", metrics.threshold_histogram);
  fields.field("weight_movement", metrics.weight_movement);
  fields.field("mean_threshold_gradient", metrics.mean_threshold_gradient);
  fields.newer("synaptic_operations_per_sample", metrics.synaptic_operations_per_sample);
}

// One list over the layers for each of the most wanted figures; `layers` has all of them.
static void write_summary(Writer& writer, const std::vector<LayerMetrics>& layers) {
  Value dead = Value::array();
  Value rate = Value::array();
  Value threshold_mean = Value::array();
  for (const LayerMetrics& layer : layers) {
    dead.append(Value::of(std::uint64_t{layer.dead}));
    rate.append(Value::of(layer.firing_rate));
    threshold_mean.append(Value::of(layer.threshold_mean));
  }
  writer.put("dead", std::move(dead));
  writer.put("rate", std::move(rate));
  writer.put("threshold_mean", std::move(threshold_mean));
}

template <typename Fields>
void describe(Fields& fields, PartOf<EpochReport> auto& report) {
  fields.field("epoch", report.epoch);
  fields.field("loss", report.loss);
  fields.field("train_accuracy", report.train_accuracy);
  fields.field("test_accuracy", report.test_accuracy);
  if constexpr (std::same_as<Fields, Writer>) write_summary(fields, report.layers);
  fields.field("ms_per_sample", report.milliseconds_per_sample);
  fields.field("test_loss", report.test_loss);
  fields.field("confusion", report.confusion);
  fields.field("events_per_sample", report.events_per_sample);
  fields.field("synaptic_operations_per_sample", report.synaptic_operations_per_sample);
  fields.list("layers", report.layers);
}

EpochReport report_of(const Value& json, const std::string& where) {
  try {
    return Reader::part_of<EpochReport>(json, where, Missing::is_refused);
  } catch (const Error& error) {
    throw Error(ErrorCode::bad_format, where + " is not a report: " + error.what());
  }
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const EpochReport& report) { return json::Writer::object_of(report).text(); }

}  // namespace rouse
