// Convolution and pooling as what they are: matrices, most of whose entries are 0 and the others
// shared.
#pragma once

#include "reference/reference.hpp"

namespace rouse::reference {

/// A layer's weights as a Matrix (inputs, neurons).
Matrix unfolded(const NetworkSpec& spec, std::size_t l, const Matrix& weights);
/// A Matrix (inputs, neurons) of gradients as one of the layer's weights: what is shared adds up.
Matrix folded(const NetworkSpec& spec, std::size_t l, const Matrix& gradients);

/// What a layer's inputs are of its senders' spikes: spikes (T, senders) times this.
Matrix pooling(const NetworkSpec& spec, std::size_t l);

}  // namespace rouse::reference
