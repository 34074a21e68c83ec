#include "cells/cells.hpp"

namespace rouse::cells {

bool needed_by(const LayerSpec& layer) {
  return layer.recurrence != Recurrence::none || layer.adaptation.kind != AdaptationKind::none ||
         layer.retentions != RetentionMode::fixed || layer.maximum_delay > 0 ||
         layer.dropout > 0.0F || layer.pooling != 1 || layer.convolves();
}

}  // namespace rouse::cells
