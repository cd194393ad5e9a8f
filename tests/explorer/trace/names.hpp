/// @file
/// Who and what is called what in a report.
#pragma once

#include <string>
#include <vector>

#include "core/record.hpp"

namespace explorer::core {

/// Names of threads and objects: those that the test gave, or else T1, T2, …
/// and a letter for the kind of object with a number, in the order in which
/// they are asked for.
class Names {
 public:
  explicit Names(const Record& record) : record_(record) {}

  [[nodiscard]] std::string thread(int id) const;

  /// Of the first so many.
  [[nodiscard]] std::vector<std::string> threads(int count) const;

  /// For instance `M1`, or `reads' mutex`, or `reads`.
  [[nodiscard]] std::string object(Kind kind, const void* object);

  struct Object {
    std::string name;
    Kind kind;
  };

  /// All that were named so far. An object's number is its place among them.
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }

  /// The object's number; -1 if it is none.
  [[nodiscard]] int id(Kind kind, const void* object);

 private:
  struct Known {
    Kind kind;
    const void* object;
    std::string name;
  };

  [[nodiscard]] std::string make_name(Kind kind, const void* object) const;

  const Record& record_;
  std::vector<Known> known_;
  std::vector<Object> objects_;
};

/// For instance `shared mutex`.
std::string word_for(Kind kind);

}  // namespace explorer::core
