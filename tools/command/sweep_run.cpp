#include "sweep_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "failure.hpp"
#include "files.hpp"

namespace rouse::command {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(EpochRecord, epoch, loss, train_accuracy, test_accuracy, dead,
                                   rate, threshold_mean, weight_movement, weight_distance)

namespace {

using nlohmann::json;

/// |a - b| / |b|, Euclidean.
float relative_distance(const std::vector<float>& a, const std::vector<float>& b) {
  double difference = 0.0;
  double length = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double moved = static_cast<double>(a[i]) - b[i];
    difference += moved * moved;
    length += static_cast<double>(b[i]) * b[i];
  }
  return static_cast<float>(length > 0.0 ? std::sqrt(difference / length) : 0.0);
}

EpochRecord record_of(const EpochReport& report, const Parameters& now, const Parameters& before) {
  EpochRecord record;
  record.epoch = report.epoch;
  record.loss = decimal(report.loss);
  record.train_accuracy = decimal(report.train_accuracy);
  record.test_accuracy = decimal(report.test_accuracy);
  for (std::size_t l = 0; l < report.layers.size(); ++l) {
    const LayerMetrics& layer = report.layers[l];
    record.dead.push_back(layer.dead);
    record.rate.push_back(decimal(layer.firing_rate));
    record.threshold_mean.push_back(decimal(layer.threshold_mean));
    record.weight_movement.push_back(decimal(layer.weight_movement));
    record.weight_distance.push_back(decimal(relative_distance(now[l].weights, before[l].weights)));
  }
  return record;
}

/// "/training/batch" -> "training.batch".
std::string in_dots(std::string pointer) {
  std::replace(pointer.begin(), pointer.end(), '/', '.');
  return pointer.substr(1);
}

std::string value_at(const json& document, const std::string& pointer) {
  const json::json_pointer place(pointer);
  return document.contains(place) ? document[place].dump() : "nothing";
}

void require_same(const std::string& path, const json& then, const json& now) {
  const json changes = json::diff(then, now);
  if (changes.empty()) return;
  const std::string where = changes[0]["path"];
  throw UsageError(path + " is a run with other settings: " + in_dots(where) + " is " +
                   value_at(then, where) + " there and " + value_at(now, where) +
                   " now; give another folder with --out, or remove this one");
}

}  // namespace

double decimal(float value) { return parse<double>("", format(value)); }

json configuration_of(const RunPlan& plan, const SweepData& data) {
  const Experiment experiment = plan.options.experiment(*data.train);
  return {{"rouse", ROUSE_VERSION},
          {"training_data", data.train_fingerprint},
          {"test_data", data.test_fingerprint},
          {"epochs", data.epochs},
          {"network", json::parse(to_json(experiment.network(*data.train)))},
          {"training", json::parse(to_json(experiment.training))}};
}

std::optional<RunRecord> train(const RunPlan& plan, const SweepData& data,
                               const std::function<bool(const StepReport&)>& go_on) {
  const Experiment experiment = plan.options.experiment(*data.train);
  Trainer trainer(experiment.network(*data.train), experiment.training, data.train, data.test);
  const Parameters before = trainer.network().parameters();
  RunRecord record;
  while (record.size() <= data.epochs) {
    const StepReport report = trainer.step();
    if (!go_on(report)) return std::nullopt;
    if (!report.epoch_finished) continue;
    record.push_back(record_of(*trainer.last_epoch(), trainer.network().parameters(), before));
  }
  return record;
}

void write_run(const std::string& path, const json& configuration, const RunRecord& record) {
  const json document{{"configuration", configuration}, {"epochs", record}};
  const std::string text = document.dump() + "\n";
  write_file(path, Bytes(text.begin(), text.end()));
}

std::optional<RunRecord> read_run(const std::string& path, const json& configuration) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  const Bytes bytes = read_file(path);
  try {
    const json document = json::parse(bytes.begin(), bytes.end());
    require_same(path, document.at("configuration"), configuration);
    return document.at("epochs").get<RunRecord>();
  } catch (const json::exception&) {
    throw UsageError(path + " is not a run of rouse sweep; remove it");
  }
}

}  // namespace rouse::command
