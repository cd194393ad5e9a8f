/// @file
/// As much of JSON as it takes to write some.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace explorer::core {

inline std::string quoted(const std::string& text) {
  std::string safe = "\"";
  for (const char it : text) {
    if (it == '"' || it == '\\') {
      safe += '\\';
      safe += it;
    } else if (static_cast<unsigned char>(it) < ' ') {
      char code[7];
      std::snprintf(code, sizeof code, "\\u%04x", it);
      safe += code;
    } else {
      safe += it;
    }
  }
  return safe + '"';
}

/// An object, field by field.
class JsonObject {
 public:
  JsonObject& text(const char* key, const std::string& value) {
    return raw(key, quoted(value));
  }
  JsonObject& number(const char* key, std::int64_t value) {
    return raw(key, std::to_string(value));
  }
  /// Only if it is true.
  JsonObject& flag(const char* key, bool value) {
    return value ? raw(key, "true") : *this;
  }
  JsonObject& raw(const char* key, const std::string& value) {
    fields_ += fields_.empty() ? "" : ",";
    fields_ += quoted(key) + ':' + value;
    return *this;
  }

  [[nodiscard]] std::string str() const { return '{' + fields_ + '}'; }

 private:
  std::string fields_;
};

/// A list with a line for each value.
inline std::string json_list(const std::vector<std::string>& values) {
  std::string list = "[";
  for (const std::string& value : values) {
    list += (list.size() == 1 ? "\n" : ",\n") + value;
  }
  return list + ']';
}

}  // namespace explorer::core
