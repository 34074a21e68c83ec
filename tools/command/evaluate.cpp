#include "evaluate.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "failure.hpp"
#include "model_options.hpp"
#include "rouse/energy.hpp"
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
no sample), "synaptic_operations" (additions of a weight in each layer per
sample) and "dense_operations" (multiply-accumulates of a dense network).
Energies are 0.9 pJ an addition and 4.6 pJ a multiply-accumulate: 32-bit floats
at 45 nm (Horowitz, ISSCC 2014), without memory.)";

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

std::string as_json(const Evaluation& result, const NetworkSpec& network, std::uint32_t steps) {
  nlohmann::ordered_json json = {
      {"samples", result.samples},
      {"correct", result.correct},
      {"accuracy", as_printed(result.accuracy())},
      {"loss", as_printed(result.loss)},
      {"confusion", rows_of(result.confusion, network.outputs())},
      {"rate", nlohmann::ordered_json::array()},
      {"dead", result.dead},
      {"synaptic_operations", result.synaptic_operations},
      {"dense_operations", nlohmann::ordered_json::array()},
  };
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    json["dense_operations"].push_back(dense_operations(network, l, steps));
  }
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

/// What a sample takes in each layer, as rouse/energy.hpp estimates it.
std::string energy_table(const Evaluation& result, const NetworkSpec& network,
                         std::uint32_t steps) {
  std::string table = "layer    spikes  operations  energy, nJ   dense MACs  energy, nJ";
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    const double spikes = static_cast<double>(result.firing_rates[l]) * steps *
                          static_cast<double>(network.layers[l].neurons);
    const double additions = result.synaptic_operations[l];
    const double dense = dense_operations(network, l, steps);
    table += text("\n%5zu %9.0f %11.0f %11.2f %12.0f %11.2f", l + 1, spikes, additions,
                  additions * picojoules_per_addition / 1000.0, dense,
                  dense * picojoules_per_multiply_accumulate / 1000.0);
  }
  return table;
}

std::string for_people(const Evaluation& result, const NetworkSpec& network, std::uint32_t steps) {
  std::string report = text("accuracy %.2f %% (%u of %u samples)  loss %.5f\n",
                            100.0 * static_cast<double>(result.accuracy()), result.correct,
                            result.samples, static_cast<double>(result.loss));
  for (std::size_t l = 0; l < result.dead.size(); ++l) {
    report += text("layer %zu: %u of %zu neurons dead, %.4f spikes per neuron and time bin\n",
                   l + 1, result.dead[l], network.layers[l].neurons,
                   static_cast<double>(result.firing_rates[l]));
  }
  return report + energy_table(result, network, steps) + "\n" +
         confusion_table(rows_of(result.confusion, network.outputs()));
}

int evaluate(const EvalOptions& options) {
  const Model model = load_model(options.model);
  const NetworkSpec& network = model.network.spec();
  const Dataset data = load_data(options.model, network);
  warn(name, data);
  const Evaluation result =
      rouse::evaluate(model.network, data, model.training.bins, model.training.loss);
  const std::uint32_t steps = model.training.bins.steps;
  print_line(options.json ? as_json(result, network, steps) : for_people(result, network, steps));
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
