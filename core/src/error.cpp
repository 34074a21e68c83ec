#include "rouse/error.hpp"

namespace rouse {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_value:
      return "invalid_value";
    case ErrorCode::bad_format:
      return "bad_format";
    case ErrorCode::no_recordings:
      return "no_recordings";
    case ErrorCode::shape_mismatch:
      return "shape_mismatch";
    case ErrorCode::unsupported:
      return "unsupported";
  }
  return "unknown";
}

}  // namespace rouse
