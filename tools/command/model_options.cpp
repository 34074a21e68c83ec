#include "model_options.hpp"

#include "failure.hpp"
#include "files.hpp"
#include "rouse/error.hpp"

namespace rouse::command {

void add_model_options(Options& options, ModelOptions& model) {
  options.group("Model");
  options.add("--model", "FILE", "the network, as rouse train --save wrote it; required",
              model.model);
  add_data_options(options, model.data);
  options.add("--per-class", "N", "use at most so many samples of each class; 0 for all",
              model.data.per_class);
  options.add("--part", "PART",
              "train or test: of a release that has both parts, or of the built-in samples",
              model.part);
}

Model load_model(const ModelOptions& options) {
  if (options.model.empty()) {
    throw UsageError("--model is missing; give the file that rouse train --save wrote");
  }
  const Bytes bytes = read_file(options.model);
  try {
    return rouse::load_model(bytes);
  } catch (const Error& error) {
    throw UsageError("--model " + options.model + ": " + error.what());
  }
}

Dataset load_data(const ModelOptions& options, const NetworkSpec& network) {
  DataOptions data = options.data;
  data.test_per_class = data.per_class;
  Dataset dataset = load_part(data, options.part);
  if (dataset.size() == 0) throw UsageError("--test-count is 0; give 1 or more");
  if (dataset.shape.channels() != network.inputs) {
    throw UsageError("the model has " + std::to_string(network.inputs) + " inputs, but " +
                     data.data + " has " + std::to_string(dataset.shape.channels()) +
                     " channels; use the data that it was trained on");
  }
  if (dataset.class_count > network.outputs()) {
    throw UsageError("the model has " + std::to_string(network.outputs()) + " outputs, but " +
                     data.data + " has " + std::to_string(dataset.class_count) +
                     " classes; use the data that it was trained on");
  }
  return dataset;
}

}  // namespace rouse::command
