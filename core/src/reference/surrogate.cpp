// The surrogates of SurrogateKind and their integrals from 0 to x.
#include <algorithm>
#include <cmath>

#include "reference/decimal.hpp"
#include "reference/reference.hpp"

namespace rouse::reference {
namespace {

double without_floor(SurrogateKind kind, double k, double w, double x) {
  const double a = std::abs(x);
  switch (kind) {
    case SurrogateKind::exponential:
      return k / w * std::exp(-a / w);
    case SurrogateKind::fast_sigmoid:
      return k / ((1 + a / w) * (1 + a / w));
    case SurrogateKind::arctan:
      return k / (1 + (x / w) * (x / w));
    case SurrogateKind::triangular:
      return k / w * std::max(0.0, 1 - a / w);
    case SurrogateKind::boxcar:
      return a <= w ? k / (2 * w) : 0.0;
  }
  return 0.0;
}

double integral_without_floor(SurrogateKind kind, double k, double w, double x) {
  switch (kind) {
    case SurrogateKind::exponential:
      return k * (1 - std::exp(-x / w));
    case SurrogateKind::fast_sigmoid:
      return k * x / (1 + x / w);
    case SurrogateKind::arctan:
      return k * w * std::atan(x / w);
    case SurrogateKind::triangular: {
      const double inside = std::min(x, w);
      return k / w * (inside - inside * inside / (2 * w));
    }
    case SurrogateKind::boxcar:
      return k / (2 * w) * std::min(x, w);
  }
  return 0.0;
}

/// The x >= 0 from which on ρ(x) < floor.
double reach_of_floor(SurrogateKind kind, double k, double w, double floor) {
  if (without_floor(kind, k, w, 0.0) <= floor) return 0.0;
  switch (kind) {
    case SurrogateKind::exponential:
      return w * std::log(k / (w * floor));
    case SurrogateKind::fast_sigmoid:
      return w * (std::sqrt(k / floor) - 1);
    case SurrogateKind::arctan:
      return w * std::sqrt(k / floor - 1);
    case SurrogateKind::triangular:
      return w * (1 - floor * w / k);
    case SurrogateKind::boxcar:
      return w;
  }
  return 0.0;
}

}  // namespace

double surrogate(const SurrogateSpec& spec, double x) {
  const double rho = without_floor(spec.kind, decimal(spec.scale), decimal(spec.width), x);
  return std::max(rho, decimal(spec.floor));
}

double surrogate_integral(const SurrogateSpec& spec, double x) {
  const double k = decimal(spec.scale);
  const double w = decimal(spec.width);
  const double floor = decimal(spec.floor);
  const double a = std::abs(x);
  const double reach = floor > 0 ? std::min(a, reach_of_floor(spec.kind, k, w, floor)) : a;
  const double area = integral_without_floor(spec.kind, k, w, reach) + floor * (a - reach);
  return x < 0 ? -area : area;
}

}  // namespace rouse::reference
