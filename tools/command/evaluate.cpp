#include "evaluate.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "failure.hpp"
#include "model_options.hpp"
#include "rouse/training.hpp"
#include "standard_output.hpp"

namespace rouse::command {
namespace {

constexpr const char* name = "rouse eval";

constexpr const char* description =
    "Measure a trained network on recordings: accuracy, loss, confusion matrix, firing rates and "
    "dead neurons. Time bins and loss are those it was trained with.";

constexpr const char* examples = R"(Examples:
  rouse eval --model model.safetensors
  rouse eval --model model.safetensors --data nmnist --json
  rouse eval --model model.safetensors --data Test.zip --classes 3,5,8

With --json one object: "samples", "correct", "accuracy", "loss", "confusion"
(a row for each class, a column for each predicted class), "rate" (spikes per
neuron and time bin of each layer), "dead" (neurons of each layer that fired in
no sample).)";

struct EvalOptions {
  ModelOptions model;
  bool json = false;
};

/// Rows of the confusion matrix: class, then predicted class.
std::vector<std::vector<std::uint32_t>> rows_of(const std::vector<std::uint32_t>& confusion,
                                                std::size_t classes) {
  std::vector<std::vector<std::uint32_t>> rows;
  for (std::size_t row = 0; row < classes; ++row) {
    const auto begin = confusion.begin() + static_cast<std::ptrdiff_t>(row * classes);
    rows.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(classes));
  }
  return rows;
}

/// The double that prints as the float does.
double as_printed(float value) { return parse<double>("", format(value)); }

std::string as_json(const Evaluation& result, std::size_t classes) {
  nlohmann::ordered_json json = {
      {"samples", result.samples},
      {"correct", result.correct},
      {"accuracy", as_printed(result.accuracy())},
      {"loss", as_printed(result.loss)},
      {"confusion", rows_of(result.confusion, classes)},
      {"rate", nlohmann::ordered_json::array()},
      {"dead", result.dead},
  };
  for (const float rate : result.firing_rates) json["rate"].push_back(as_printed(rate));
  return json.dump();
}

std::string confusion_table(const std::vector<std::vector<std::uint32_t>>& rows) {
  std::string table = "class  predicted\n     ";
  for (std::size_t column = 0; column < rows.size(); ++column) table += text(" %5zu", column);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table += text("\n%5zu", row);
    for (const std::uint32_t count : rows[row]) table += text(" %5u", count);
  }
  return table;
}

std::string for_people(const Evaluation& result, const NetworkSpec& network) {
  std::string report = text("accuracy %.2f %% (%u of %u samples)  loss %.5f\n",
                            100.0 * static_cast<double>(result.accuracy()), result.correct,
                            result.samples, static_cast<double>(result.loss));
  for (std::size_t l = 0; l < result.dead.size(); ++l) {
    report += text("layer %zu: %u of %zu neurons dead, %.4f spikes per neuron and time bin\n",
                   l + 1, result.dead[l], network.layers[l].neurons,
                   static_cast<double>(result.firing_rates[l]));
  }
  return report + confusion_table(rows_of(result.confusion, network.outputs()));
}

int evaluate(const EvalOptions& options) {
  const Model model = load_model(options.model);
  const NetworkSpec& network = model.network.spec();
  const Dataset data = load_data(options.model, network);
  warn(name, data);
  const Evaluation result =
      rouse::evaluate(model.network, data, model.training.bins, model.training.loss);
  print_line(options.json ? as_json(result, network.outputs()) : for_people(result, network));
  return success;
}

}  // namespace

Command add_eval(CLI::App& root) {
  const auto options = std::make_shared<EvalOptions>();
  CLI::App* app = add_command(root, "eval", description, examples);
  Options table(*app);
  add_model_options(table, options->model);
  table.group("Output");
  table.flag("--json", "print one JSON object and nothing else to stdout", options->json);
  return {app, [options] { return evaluate(*options); }};
}

}  // namespace rouse::command
