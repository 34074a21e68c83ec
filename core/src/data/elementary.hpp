// Exponential and cosine in double precision with the same bits everywhere: series after halving
// the argument. For constants and envelopes, not for inner loops.
#pragma once

#include <cmath>

namespace rouse {

inline constexpr double pi = 3.14159265358979323846;

/// exp(x) for |x| <= 700, within some 1e-13 of it for |x| <= 20.
inline double exact_exponential(double x) {
  int halvings = 0;
  while (x > 0.25 || x < -0.25) {
    x *= 0.5;
    ++halvings;
  }
  double sum = 1.0;
  for (int n = 12; n > 0; --n) sum = 1.0 + x / n * sum;
  for (; halvings > 0; --halvings) sum *= sum;
  return sum;
}

/// cos(x) for |x| <= 100 within 1e-13.
inline double exact_cosine(double x) {
  constexpr double turn = 2.0 * pi;
  x -= turn * std::floor(x / turn + 0.5);
  const double square = x * x / 64.0;  // of x / 8
  double sum = 1.0;
  for (int n = 14; n > 0; n -= 2) sum = 1.0 - square / (n * (n - 1)) * sum;
  for (int halvings = 3; halvings > 0; --halvings) sum = 2.0 * sum * sum - 1.0;
  return sum;
}

inline double exact_sine(double x) { return exact_cosine(x - 0.5 * pi); }

}  // namespace rouse
