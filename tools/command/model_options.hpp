// What commands share that use a trained model: the model and the recordings to use it on.
#pragma once

#include <string>

#include "options.hpp"
#include "recordings.hpp"
#include "rouse/model_file.hpp"

namespace rouse::command {

struct ModelOptions {
  std::string model;
  DataOptions data;
  Part part = Part::test;
};

void add_model_options(Options& options, ModelOptions& model);

/// Throws UsageError when --model is missing or cannot be read.
Model load_model(const ModelOptions& options);

/// The recordings of the part. Throws UsageError when they do not fit the network or there are
/// none.
Dataset load_data(const ModelOptions& options, const NetworkSpec& network);

}  // namespace rouse::command
