// Figures as pixels, for documents that take no SVG.
#pragma once

#include <string>

#include "files.hpp"

namespace rouse::command {

/// An SVG document's picture as PNG, on white, with `scale` pixels for each of its own. Texts are
/// set in the first of its font families that is installed.
Bytes png_of(const std::string& svg, double scale = 2);

}  // namespace rouse::command
