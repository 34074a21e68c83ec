#include "cells.hpp"

#include "conversions.hpp"

namespace rouse::bindings {
namespace {

void set_list(val object, const char* name, const std::vector<float>& values) {
  if (!values.empty()) object.set(name, array_of(values));
}

}  // namespace

void set_filters(const val& object, const Network& network, std::uint32_t layer) {
  if (network.spec().layers[layer].convolves()) {
    set_list(object, "filters", network.weights_of(layer));
  }
}

void set_cells(const val& object, const Inspection& seen) {
  set_list(object, "recurrentWeights", seen.recurrent_weights);
  set_list(object, "recurrentDrive", seen.recurrent_drive);
  set_list(object, "adaptation", seen.adaptation);
  set_list(object, "delays", seen.delays);
}

}  // namespace rouse::bindings
