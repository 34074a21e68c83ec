#include "svg_figure.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "standard_output.hpp"

namespace rouse::command {
namespace {

constexpr const char* ink = "#12191d";
constexpr const char* muted = "#55626a";
constexpr const char* grid = "#dce2e4";

constexpr double left = 64;
constexpr double right = 28;
constexpr double top = 72;
constexpr double bottom = 52;
constexpr double gap = 14;
constexpr double panel_head = 18;
/// Of a character of the legend, at 12 pixels; nothing here can measure text.
constexpr double letter = 6.6;

/// Hundredths of a pixel are finer than anybody sees.
std::string number(double value) {
  std::string digits = text("%.2f", value);
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

std::string label(double value) { return text("%g", value); }

std::string element(const std::string& name, const std::string& attributes,
                    const std::string& inside = "") {
  return "<" + name + " " + attributes +
         (inside.empty() ? "/>\n" : ">" + inside + "</" + name + ">\n");
}

std::string at(double x, double y) { return "x='" + number(x) + "' y='" + number(y) + "'"; }

std::string write(double x, double y, const std::string& words, const std::string& anchor,
                  double size = 11, const char* colour = muted, const std::string& more = "") {
  return element("text",
                 at(x, y) + " text-anchor='" + anchor + "' font-size='" + number(size) +
                     "' fill='" + colour + "'" + more,
                 words);
}

std::string line(double x1, double y1, double x2, double y2, const std::string& stroke) {
  return element("path", "d='M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " +
                             number(y2) + "' fill='none' " + stroke);
}

std::string stroke_of(const CurveStyle& style) {
  return "stroke='" + style.colour + "' stroke-width='1.8' stroke-linejoin='round'" +
         (style.dash.empty() ? "" : " stroke-dasharray='" + style.dash + "'");
}

std::string mark_at(double x, double y, const CurveStyle& style) {
  const std::string fill = "fill='" + style.colour + "'";
  if (style.mark == CurveStyle::Mark::circle) {
    return element("circle", "cx='" + number(x) + "' cy='" + number(y) + "' r='2.6' " + fill);
  }
  const std::string from = "d='M" + number(x - 2.8) + " ";
  if (style.mark == CurveStyle::Mark::square) {
    return element("path", from + number(y - 2.8) + "h5.6v5.6h-5.6z' " + fill);
  }
  if (style.mark == CurveStyle::Mark::triangle) {
    return element("path", from + number(y + 2.4) + "l2.8-5.2l2.8 5.2z' " + fill);
  }
  return element("path", from + number(y) + "l2.8-3.6l2.8 3.6l-2.8 3.6z' " + fill);
}

/// From values to pixels.
struct Scale {
  double low = 0;
  double high = 1;
  double begin = 0;
  double end = 1;
  bool logarithmic = false;

  double operator()(double value) const {
    const auto place = [&](double v) { return logarithmic ? std::log(v) : v; };
    const double span = place(high) - place(low);
    const double share = span > 0 ? (place(value) - place(low)) / span : 0.5;
    return begin + share * (end - begin);
  }
};

/// The figure's sizes and what its axes span.
class Layout {
 public:
  explicit Layout(const Figure& figure)
      : columns_(figure.panels.front().size()), rows_(figure.panels.size()) {
    const bool single = columns_ * rows_ == 1;
    width_ = single ? 520 : std::max(120.0, std::min(220.0, 900.0 / static_cast<double>(columns_)));
    height_ = single ? 300 : 130;
    bool first = true;
    for (const auto& row : figure.panels) {
      for (const Panel& panel : row) {
        for (const Curve& curve : panel.curves) {
          for (const Point& point : curve.points) {
            low_x_ = first ? point.x : std::min(low_x_, point.x);
            high_x_ = first ? point.x : std::max(high_x_, point.x);
            high_y_ = std::max(high_y_, point.y + point.spread);
            first = false;
          }
        }
      }
    }
    if (figure.highest > 0) {
      high_y_ = figure.highest;
    } else {
      high_y_ = high_y_ > 0 ? high_y_ * 1.06 : 1;
    }
    axis_ = figure.x;
  }

  double width() const {
    return left + static_cast<double>(columns_) * (width_ + gap) - gap + right;
  }
  double height() const { return panel_top(rows_ - 1) + height_ + bottom; }
  double panel_left(std::size_t column) const {
    return left + static_cast<double>(column) * (width_ + gap);
  }
  double panel_top(std::size_t row) const {
    return top + panel_head + static_cast<double>(row) * (height_ + gap);
  }
  double panel_width() const { return width_; }
  double panel_height() const { return height_; }
  Scale x(std::size_t column) const {
    constexpr double inset = 8;
    const double begin = panel_left(column);
    return {low_x_, high_x_, begin + inset, begin + width_ - inset, axis_.logarithmic};
  }
  Scale y(std::size_t row) const {
    return {0, high_y_, panel_top(row) + height_, panel_top(row), false};
  }
  std::vector<double> x_ticks() const {
    if (axis_.logarithmic) return logarithmic_ticks(low_x_, high_x_);
    std::vector<double> ticks = linear_ticks(low_x_, high_x_, width_ > 300 ? 10 : 4);
    if (axis_.whole) std::erase_if(ticks, [](double tick) { return tick != std::round(tick); });
    return ticks;
  }
  std::vector<double> y_ticks() const { return linear_ticks(0, high_y_, height_ > 200 ? 5 : 4); }

 private:
  std::size_t columns_;
  std::size_t rows_;
  double width_ = 0;  // of a panel, as the height
  double height_ = 0;
  double low_x_ = 0;
  double high_x_ = 0;
  double high_y_ = 0;
  FigureAxis axis_;
};

/// To the points of a line.
void add_point(std::string& path, double x, double y) {
  path += path.empty() ? 'M' : 'L';
  path += number(x);
  path += ' ';
  path += number(y);
}

std::string band_of(const Curve& curve, const Scale& x, const Scale& y) {
  std::string path;
  const auto add = [&](const Point& point, double spread) {
    const double value = std::clamp(point.y + spread, y.low, y.high);
    add_point(path, x(point.x), y(value));
  };
  for (const Point& point : curve.points) add(point, point.spread);
  std::for_each(curve.points.rbegin(), curve.points.rend(),
                [&](const Point& point) { add(point, -point.spread); });
  return element("path", "d='" + path + "z' fill='" + curve.style.colour + "' fill-opacity='0.16'");
}

std::string draw_curve(const Curve& curve, const Scale& x, const Scale& y) {
  std::string path;
  std::string marks;
  bool has_spread = false;
  for (const Point& point : curve.points) {
    add_point(path, x(point.x), y(point.y));
    marks += mark_at(x(point.x), y(point.y), curve.style);
    has_spread = has_spread || point.spread > 0;
  }
  return (has_spread ? band_of(curve, x, y) : "") +
         element("path", "d='" + path + "' fill='none' " + stroke_of(curve.style)) + marks;
}

/// `last`: whether it is in the last row, which names the ticks of x.
std::string draw_panel(const Panel& panel, const Layout& layout, std::size_t row,
                       std::size_t column, bool last) {
  const Scale x = layout.x(column);
  const Scale y = layout.y(row);
  const double from = layout.panel_left(column);
  const double to = from + layout.panel_width();
  const double floor = layout.panel_top(row) + layout.panel_height();
  std::string svg;
  for (const double tick : layout.y_ticks()) {
    svg += line(from, y(tick), to, y(tick), std::string("stroke='") + grid + "'");
    if (column == 0) svg += write(from - 8, y(tick) + 3.8, label(tick), "end");
  }
  for (const double tick : layout.x_ticks()) {
    svg += line(x(tick), floor, x(tick), floor + 4, std::string("stroke='") + muted + "'");
    if (last) svg += write(x(tick), floor + 17, label(tick), "middle");
  }
  if (row == 0 && !panel.title.empty()) {
    svg += write((from + to) / 2, layout.panel_top(row) - 9, panel.title, "middle", 11, ink);
  }
  for (const Curve& curve : panel.curves) svg += draw_curve(curve, x, y);
  return svg;
}

/// The styles of the first panel; `x` moves to where the legend ends.
std::string draw_legend(const Figure& figure, double& x) {
  std::string svg;
  constexpr double y = 48;
  for (const Curve& curve : figure.panels.front().front().curves) {
    svg += line(x, y, x + 26, y, stroke_of(curve.style)) + mark_at(x + 13, y, curve.style);
    svg += write(x + 32, y + 4, curve.style.name, "start", 12, ink);
    x += 48 + letter * static_cast<double>(curve.style.name.size());
  }
  if (figure.note.empty()) return svg;
  svg += write(x, y + 4, figure.note, "start", 12);
  x += letter * static_cast<double>(figure.note.size());
  return svg;
}

std::string upright(double x, double y, const std::string& words) {
  const std::string turn = " transform='rotate(-90 " + number(x) + " " + number(y) + ")'";
  return write(x, y, words, "middle", 12, ink, turn);
}

}  // namespace

std::vector<double> linear_ticks(double low, double high, int wanted) {
  const double span = high - low;
  if (!(span > 0)) return {low};
  const double rough = span / wanted;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * power >= rough * (1 - 1e-9)) step = factor * power;
  }
  std::vector<double> ticks;
  const auto last = std::lround(std::floor(high / step + 1e-9));
  for (auto i = std::lround(std::ceil(low / step - 1e-9)); i <= last; ++i) {
    ticks.push_back(static_cast<double>(i) * step);
  }
  return ticks;
}

std::vector<double> logarithmic_ticks(double low, double high) {
  const bool powers_alone = high / low > 1000;
  std::vector<double> ticks;
  const auto last = std::lround(std::ceil(std::log10(high)));
  for (auto power = std::lround(std::floor(std::log10(low))); power <= last; ++power) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double tick = factor * std::pow(10.0, static_cast<double>(power));
      if (powers_alone && factor > 1) continue;
      // Bounds may be of single precision.
      if (tick >= low * (1 - 1e-6) && tick <= high * (1 + 1e-6)) ticks.push_back(tick);
    }
  }
  return ticks;
}

std::string svg_of(const Figure& figure) {
  const Layout layout(figure);
  double legend_end = left;
  const std::string legend = draw_legend(figure, legend_end);
  const double width = std::max(layout.width(), legend_end);
  const double height = layout.height();
  const std::string size = number(width) + " " + number(height);
  std::string svg = "<svg xmlns='http://www.w3.org/2000/svg' width='" + number(width) +
                    "' height='" + number(height) + "' viewBox='0 0 " + size +
                    "' font-family='IBM Plex Sans, system-ui, sans-serif'>\n";
  svg += "<title>" + figure.title + "</title>\n";
  svg += element("rect", "width='100%' height='100%' fill='#ffffff'");
  svg += write(left, 26, figure.title, "start", 15, ink, " font-weight='600'");
  svg += legend;
  const std::size_t rows = figure.panels.size();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < figure.panels[row].size(); ++column) {
      svg += draw_panel(figure.panels[row][column], layout, row, column, row + 1 == rows);
    }
    if (rows == 1) continue;
    const double middle = layout.panel_top(row) + layout.panel_height() / 2;
    svg += upright(layout.width() - right + 16, middle, figure.rows[row]);
  }
  svg += upright(22, (layout.panel_top(0) + height - bottom) / 2, figure.y);
  svg += write((left + layout.width() - right) / 2, height - 14, figure.x.name, "middle", 12, ink);
  return svg + "</svg>\n";
}

}  // namespace rouse::command
