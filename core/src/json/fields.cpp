#include "json/fields.hpp"

#include <optional>

#include "rouse/error.hpp"

namespace rouse::json {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw Error(ErrorCode::invalid_value, where + " " + why);
}

}  // namespace

void Writer::field(const char* key, const std::vector<std::uint32_t>& values) {
  Value list = Value::array();
  for (const std::uint32_t value : values) list.append(Value::of(std::uint64_t{value}));
  put(key, std::move(list));
}

Reader::Reader(const Value& object, std::string where, Missing missing)
    : object_(object), where_(std::move(where)), missing_(missing) {
  if (!object.is(Value::Kind::object)) refuse(where_, "must be a JSON object");
}

const Value* Reader::find(const char* key) {
  known_ += (known_.empty() ? "" : ", ") + std::string(key);
  const Value* found = object_.find(key);
  if (found != nullptr) {
    ++read_;
  } else if (missing_ == Missing::is_refused) {
    refuse(where_, "has no field \"" + std::string(key) + '"');
  }
  return found;
}

void Reader::close() const {
  if (read_ == object_.keys().size() || missing_ == Missing::is_refused) return;
  for (const std::string& field : object_.keys()) {
    if ((", " + known_ + ",").find(" " + field + ",") == std::string::npos) {
      refuse(where_, "has no field \"" + field + "\"; its fields are " + known_);
    }
  }
}

void Reader::field(const char* key, double& value) {
  const Value* json = find(key);
  if (json == nullptr) return;
  if (json->is(Value::Kind::null) && missing_ == Missing::is_refused) {
    value = std::numeric_limits<double>::quiet_NaN();
    return;
  }
  if (!json->is(Value::Kind::number))
    refuse(path(key), "is " + json->text() + "; it must be a number");
  value = json->number();
}

void Reader::field(const char* key, float& value) {
  double read = value;
  field(key, read);
  value = static_cast<float>(read);
}

void Reader::field(const char* key, std::vector<std::uint32_t>& values) {
  const Value* json = find(key);
  if (json == nullptr) return;
  values.clear();
  for (const Value& element : elements(*json, path(key))) {
    const std::string where = path(key) + "[" + std::to_string(values.size()) + "]";
    values.push_back(static_cast<std::uint32_t>(
        whole_of(element, where, std::numeric_limits<std::uint32_t>::max())));
  }
}

std::uint64_t Reader::whole_of(const Value& json, const std::string& where, std::uint64_t largest) {
  const std::optional<std::uint64_t> number = json.whole();
  if (!number || *number > largest) {
    refuse(where, "is " + json.text() + "; it must be a whole number from 0 to " +
                      std::to_string(largest));
  }
  return *number;
}

std::size_t index_of_name(const Value& json, const std::string& where,
                          std::span<const char* const> names) {
  if (!json.is(Value::Kind::string)) refuse(where, "must be a name");
  const std::string& name = json.characters();
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (name == names[i]) return i;
    all += (i == 0 ? "" : ", ") + std::string(names[i]);
  }
  refuse(where, "is \"" + name + "\"; it must be one of " + all);
}

const std::vector<Value>& Reader::elements(const Value& json, const std::string& where) {
  if (!json.is(Value::Kind::array)) refuse(where, "must be an array");
  return json.elements();
}

}  // namespace rouse::json
