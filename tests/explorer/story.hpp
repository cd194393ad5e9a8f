/// @file
/// From the record of a failed schedule to words.
#pragma once

#include <string>
#include <vector>

#include "record.hpp"

namespace explorer::core {

/// Who is called what.
class Names {
 public:
  explicit Names(const Record& record);

  [[nodiscard]] std::string thread(int id) const;
  /// For instance `M1`, `reads' mutex`, or `sum` if that is what was named.
  [[nodiscard]] std::string object(Kind kind, const void* object);

 private:
  const Record& record_;
  struct Known {
    Kind kind;
    const void* object;
    std::string name;
  };
  std::vector<Known> known_;
};

/// What went wrong, in one sentence without a line break.
std::string sentence_of(const Record& record, Names& names,
                        const std::string& output);

}  // namespace explorer::core
