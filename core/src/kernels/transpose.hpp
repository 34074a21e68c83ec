#pragma once

#include <cstddef>
#include <vector>

namespace rouse::kernels {

/// out (columns, rows) = matrix (rows, columns) transposed.
inline void transpose(const std::vector<float>& matrix, std::size_t columns,
                      std::vector<float>& out) {
  const std::size_t rows = columns == 0 ? 0 : matrix.size() / columns;
  out.resize(matrix.size());
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) out[j * rows + i] = matrix[i * columns + j];
  }
}

}  // namespace rouse::kernels
