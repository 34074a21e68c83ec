// Figures of curves with their spread, as SVG for papers: small panels in rows and columns that
// share their axes.
#pragma once

#include <string>
#include <vector>

namespace rouse::command {

struct Point {
  double x = 0;
  double y = 0;
  double spread = 0;  ///< of y, to either side; drawn as a band
};

/// How a curve looks. Styles differ in more than colour.
struct CurveStyle {
  std::string name;  ///< in the legend
  std::string colour;
  std::string dash;  ///< lengths of dashes and gaps, or nothing
  enum class Mark { circle, square, diamond, triangle } mark = Mark::circle;
};

struct Curve {
  CurveStyle style;
  std::vector<Point> points;
};

struct Panel {
  std::string title;
  std::vector<Curve> curves;
};

struct FigureAxis {
  std::string name;  ///< with the unit
  bool logarithmic = false;
  bool whole = false;  ///< names whole numbers only
};

struct Figure {
  std::string title;
  FigureAxis x;
  std::string y;
  std::vector<std::string> rows;           ///< names of the rows, when there are several
  std::vector<std::vector<Panel>> panels;  ///< by row; all rows are of one length
  /// Upper bound of y, which begins at 0; by the data where it is 0.
  double highest = 0;
  std::string note;  ///< after the legend: what the bands are
};

/// A document of its own. The legend lists the styles of the first panel.
std::string svg_of(const Figure& figure);

/// Round values from `low` to `high`, about `wanted` of them.
std::vector<double> linear_ticks(double low, double high, int wanted);

/// 1, 2 and 5 times powers of ten from `low` to `high`, or the powers alone when that is plenty.
std::vector<double> logarithmic_ticks(double low, double high);

}  // namespace rouse::command
