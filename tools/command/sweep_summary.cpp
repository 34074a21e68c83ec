#include "sweep_summary.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "report.hpp"
#include "standard_output.hpp"

namespace rouse::command {
namespace {

using nlohmann::ordered_json;

bool has_fixed(const SweepSummary& summary) {
  return std::any_of(summary.arms.begin(), summary.arms.end(),
                     [](const Arm& arm) { return arm.fixed(); });
}

/// The row of fixed thresholds from the same start.
const SweepRow& fixed_beside(const SweepSummary& summary, const SweepRow& row) {
  return *std::find_if(summary.rows.begin(), summary.rows.end(), [&](const SweepRow& other) {
    return other.arm.fixed() && other.threshold == row.threshold;
  });
}

std::uint32_t first_epoch_with(double accuracy, const RunRecord& run) {
  const auto found = std::find_if(run.begin(), run.end(), [&](const EpochRecord& epoch) {
    return epoch.test_accuracy >= accuracy;
  });
  return static_cast<std::uint32_t>(found - run.begin());
}

SweepRow row_of(float threshold, const Arm& arm, std::vector<const RunRecord*> runs,
                const std::vector<std::size_t>& neurons) {
  SweepRow row{threshold, arm, std::move(runs), {}, {}, 0, {}, {}};
  row.dead.resize(neurons.size());
  for (const RunRecord* run : row.runs) {
    const EpochRecord& last = run->back();
    row.accuracy.push_back(last.test_accuracy);
    for (std::size_t l = 0; l < neurons.size(); ++l) {
      row.dead[l].push_back(last.dead[l]);
      if (last.dead[l] == neurons[l]) ++row.dead_layers;
    }
  }
  return row;
}

void compare(const SweepSummary& summary, SweepRow& row) {
  const bool fixed = has_fixed(summary);
  for (std::size_t seed = 0; seed < row.runs.size(); ++seed) {
    std::optional<double> goal = summary.accuracy_goal;
    if (fixed) {
      const double of_fixed = fixed_beside(summary, row).accuracy[seed];
      if (!goal) goal = of_fixed;
      if (!row.arm.fixed()) row.difference.push_back(row.accuracy[seed] - of_fixed);
    }
    if (goal) row.epochs_to_goal.push_back(first_epoch_with(*goal, *row.runs[seed]));
  }
}

SweepComparison comparison_of(const SweepSummary& summary, const Arm& arm) {
  SweepComparison all{arm, std::vector<double>(summary.seeds.size(), 0.0), 0, 0, 0};
  double starts = 0;
  std::uint32_t epochs = 0;
  std::uint32_t epochs_fixed = 0;
  for (const SweepRow& row : summary.rows) {
    if (!(row.arm == arm)) continue;
    const SweepRow& fixed = fixed_beside(summary, row);
    ++starts;
    for (std::size_t seed = 0; seed < row.runs.size(); ++seed) {
      all.difference[seed] += row.difference[seed];
      epochs += row.epochs_to_goal[seed];
      epochs_fixed += fixed.epochs_to_goal[seed];
    }
    all.dead_layers += row.dead_layers;
    all.dead_layers_fixed += fixed.dead_layers;
  }
  for (double& difference : all.difference) difference /= starts;
  all.epochs_saved = epochs_fixed == 0 ? 0.0 : 1.0 - static_cast<double>(epochs) / epochs_fixed;
  return all;
}

ordered_json json_of_mean(const std::vector<double>& values) {
  return {{"mean", mean(values)}, {"deviation", deviation(values)}, {"by_seed", values}};
}

ordered_json json_of_difference(const std::vector<double>& values) {
  ordered_json json{{"mean", mean(values)}, {"interval", nullptr}, {"by_seed", values}};
  if (const auto interval = confidence(values)) json["interval"] = {interval->low, interval->high};
  return json;
}

void describe(const Arm& arm, ordered_json& json) {
  json["thresholds"] = format(arm.mode);
  json["lr_threshold"] = nullptr;
  if (!arm.fixed()) json["lr_threshold"] = decimal(arm.learning_rate);
}

ordered_json json_of_row(const SweepSummary& summary, const SweepRow& row) {
  ordered_json json{{"threshold", decimal(row.threshold)}};
  describe(row.arm, json);
  json["test_accuracy"] = json_of_mean(row.accuracy);
  json["difference"] = row.difference.empty() ? ordered_json() : json_of_difference(row.difference);
  json["epochs_to_goal"] = ordered_json::array();
  for (const std::uint32_t epoch : row.epochs_to_goal) {
    json["epochs_to_goal"].push_back(epoch > summary.epochs ? ordered_json() : ordered_json(epoch));
  }
  json["dead"] = ordered_json::array();
  for (const auto& layer : row.dead) json["dead"].push_back(json_of_mean(layer));
  json["dead_layers"] = row.dead_layers;
  return json;
}

/// In tenths of a percent. Adding 0 makes 0 of -0.
double rounded(double share) { return std::round(1000.0 * share) / 10.0 + 0.0; }

std::string percent(double share) { return text("%.1f", rounded(share)); }

/// "71.2 ± 3.4"; the mean alone of a single run.
std::string spread(const std::vector<double>& shares) {
  return percent(mean(shares)) + (shares.size() < 2 ? "" : " ± " + percent(deviation(shares)));
}

/// "+12.1 (8.0 to 16.2)".
std::string difference(const std::vector<double>& shares) {
  const auto interval = confidence(shares);
  return text("%+.1f", rounded(mean(shares))) +
         (interval ? " (" + percent(interval->low) + " to " + percent(interval->high) + ")" : "");
}

/// "3.2", or "3.2 (4 of 5)" with the mean of those runs that got there.
std::string epochs_to_goal(const SweepSummary& summary, const SweepRow& row) {
  std::vector<double> reached;
  for (const std::uint32_t epoch : row.epochs_to_goal) {
    if (epoch <= summary.epochs) reached.push_back(epoch);
  }
  if (reached.empty()) return row.epochs_to_goal.empty() ? "" : "not reached";
  std::string count = text("%.1f", mean(reached));
  if (reached.size() == row.runs.size()) return count;
  return count + text(" (%zu of %zu)", reached.size(), row.runs.size());
}

std::string dead_neurons(const SweepRow& row) {
  std::string all;
  for (const auto& layer : row.dead) all += (all.empty() ? "" : ", ") + text("%.1f", mean(layer));
  return all;
}

std::string head_of(const SweepSummary& summary) {
  const std::string goal =
      summary.accuracy_goal
          ? text("a test accuracy of %s %%", percent(*summary.accuracy_goal).c_str())
          : "the test accuracy at which the run with fixed thresholds and the same seed ends";
  const std::size_t seeds = summary.seeds.size();
  return "Network " + summary.network + ", " + std::to_string(seeds) +
         (seeds == 1 ? " seed" : " seeds") + ". Accuracy: of the test samples after " +
         std::to_string(summary.epochs) +
         " epochs, in percent, mean ± standard deviation over the seeds. Difference: to fixed "
         "thresholds, in points, with the 95 % confidence interval of the mean over pairs of equal "
         "seeds. Epochs: until " +
         goal +
         ", 0 being the untrained network; of those runs that reach it. Dead: neurons of each "
         "layer that fired in no training sample of the last epoch, mean.\n\n";
}

std::string sentence_of(const SweepSummary& summary, std::size_t starts,
                        const SweepComparison& all) {
  const char* than_fixed = all.epochs_saved < 0 ? " % more" : " % fewer";
  return "\nOver all " + std::to_string(starts) + " initial thresholds, " + all.arm.name() +
         ": accuracy " + difference(all.difference) + " points, " +
         percent(std::abs(all.epochs_saved)) + than_fixed +
         " epochs to the goal (a run that does not reach it counts as " +
         std::to_string(summary.epochs + 1) + "), " + std::to_string(all.dead_layers) +
         " dead layers at the end instead of " + std::to_string(all.dead_layers_fixed) + ".\n";
}

}  // namespace

SweepSummary summarise(const SweepOptions& options, const NetworkSpec& network,
                       const std::vector<SweepRun>& runs) {
  SweepSummary summary;
  summary.epochs = options.epochs;
  summary.network = notation_of(network);
  summary.accuracy_goal = options.accuracy_goal;
  summary.arms = arms_of(options);
  for (const LayerSpec& layer : network.layers) summary.neurons.push_back(layer.neurons);
  for (std::size_t i = 0; i < runs.size(); i += options.seeds) {
    std::vector<const RunRecord*> records;
    for (std::size_t seed = 0; seed < options.seeds; ++seed) {
      records.push_back(&runs[i + seed].record);
      if (i == 0) summary.seeds.push_back(runs[seed].plan.seed);
    }
    const RunPlan& plan = runs[i].plan;
    summary.rows.push_back(row_of(plan.threshold, plan.arm, std::move(records), summary.neurons));
  }
  for (SweepRow& row : summary.rows) compare(summary, row);
  if (!has_fixed(summary)) return summary;
  for (const Arm& arm : summary.arms) {
    if (!arm.fixed()) summary.comparisons.push_back(comparison_of(summary, arm));
  }
  return summary;
}

ordered_json json_of(const SweepSummary& summary) {
  ordered_json json{{"network", summary.network},
                    {"neurons", summary.neurons},
                    {"epochs", summary.epochs},
                    {"seeds", summary.seeds},
                    {"accuracy_goal", nullptr},
                    {"rows", ordered_json::array()},
                    {"comparisons", ordered_json::array()}};
  if (summary.accuracy_goal) json["accuracy_goal"] = *summary.accuracy_goal;
  for (const SweepRow& row : summary.rows) json["rows"].push_back(json_of_row(summary, row));
  for (const SweepComparison& all : summary.comparisons) {
    ordered_json one = ordered_json::object();
    describe(all.arm, one);
    one["difference"] = json_of_difference(all.difference);
    one["epochs_saved"] = all.epochs_saved;
    one["dead_layers"] = all.dead_layers;
    one["dead_layers_fixed"] = all.dead_layers_fixed;
    json["comparisons"].push_back(one);
  }
  return json;
}

std::string markdown_of(const SweepSummary& summary) {
  std::string sizes;
  for (const std::size_t size : summary.neurons) {
    sizes += (sizes.empty() ? "" : ", ") + std::to_string(size);
  }
  std::vector<std::vector<std::string>> table{
      {"start θ", "thresholds", "accuracy", "difference", "epochs", "dead of " + sizes}};
  for (const SweepRow& row : summary.rows) {
    table.push_back({format(row.threshold), row.arm.name(), spread(row.accuracy),
                     row.difference.empty() ? "" : difference(row.difference),
                     epochs_to_goal(summary, row), dead_neurons(row)});
  }
  std::string markdown = head_of(summary) + benchmarks::markdown_table(table);
  const std::size_t starts = summary.rows.size() / summary.arms.size();
  if (starts == 1) return markdown;
  for (const SweepComparison& all : summary.comparisons) {
    markdown += sentence_of(summary, starts, all);
  }
  return markdown;
}

std::string csv_of(const std::vector<SweepRun>& runs) {
  const std::size_t layers = runs.front().record.front().dead.size();
  std::string csv =
      "threshold,thresholds,lr_threshold,seed,epoch,loss,train_accuracy,test_accuracy";
  for (const char* name :
       {"dead", "rate", "threshold_mean", "weight_movement", "weight_distance"}) {
    for (std::size_t l = 1; l <= layers; ++l) csv += std::string(",") + name + "_" + format(l);
  }
  csv += "\n";
  const auto add = [&csv](const auto& values) {
    for (const auto& value : values) {
      csv += ',';
      csv += format(value);
    }
  };
  for (const auto& [plan, record] : runs) {
    for (const EpochRecord& epoch : record) {
      csv += format(plan.threshold) + "," + format(plan.arm.mode) + "," +
             (plan.arm.fixed() ? "" : format(plan.arm.learning_rate)) + "," + format(plan.seed) +
             "," + format(epoch.epoch) + "," + format(epoch.loss) + "," +
             (epoch.epoch == 0 ? "" : format(epoch.train_accuracy)) + "," +
             format(epoch.test_accuracy);
      add(epoch.dead);
      for (const auto* values :
           {&epoch.rate, &epoch.threshold_mean, &epoch.weight_movement, &epoch.weight_distance}) {
        add(*values);
      }
      csv += "\n";
    }
  }
  return csv;
}

}  // namespace rouse::command
