/// @file
/// Who and what is called what in a report.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/record.hpp"

namespace explorer::core {

/// A range of memory.
struct Block {
  const void* start;
  std::size_t size;

  [[nodiscard]] bool contains(const void* object) const noexcept {
    const auto* at = static_cast<const char*>(object);
    const auto* first = static_cast<const char*>(start);
    return at >= first && at < first + size;
  }
};

/// Names of threads and objects: those that the test gave, or else T1, T2, …
/// and a letter for the kind of object with a number, in the order in which
/// they are asked for.
class Names {
 public:
  /// The events tell what each object is used as.
  Names(const Record& record, const std::vector<Event>& events);

  [[nodiscard]] std::string thread(int id) const;

  /// Of the first so many.
  [[nodiscard]] std::vector<std::string> threads(int count) const;

  /// For instance `M1`, or `reads' mutex`, or `reads`.
  [[nodiscard]] std::string object(Kind kind, const void* object);

  /// What lies at an address that an atomic holds.
  [[nodiscard]] std::string pointer(const void* address);

  struct Object {
    std::string name;
    Kind kind;
  };

  /// All that were named so far. An object's number is its place among them.
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }

  /// The object's number; -1 if it is none.
  [[nodiscard]] int id(Kind kind, const void* object);

 private:
  /// What names are found by.
  struct Known {
    Kind kind;
    const void* object;
    bool operator==(const Known&) const = default;
  };
  struct Named {
    Known known;
    std::string name;
  };

  [[nodiscard]] Known known_as(Kind kind, const void* object) const;
  [[nodiscard]] const void* block_of(const void* address) const;
  [[nodiscard]] std::string name_of(const Known& known);
  [[nodiscard]] std::string make_name(const Known& known) const;
  [[nodiscard]] std::string number_within(const NamedMemory& owner,
                                          const Known& known) const;

  const Record& record_;
  std::map<const void*, std::set<Kind>> used_as_;
  std::vector<Block> blocks_;  ///< That were freed.
  std::vector<Named> known_;
  std::vector<Object> objects_;
};

/// For instance `shared mutex`.
std::string word_for(Kind kind);

}  // namespace explorer::core
