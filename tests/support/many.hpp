/// @file
/// Many keys, small and great, for tests of more than a few.
#pragma once

#include <limits>
#include <vector>

namespace workbook_tests {

/// So many different keys: the least, the greatest, 0, and others of both
/// signs, near each other and far apart.
inline std::vector<int> many_keys(int count) {
  std::vector<int> keys{std::numeric_limits<int>::min(),
                        std::numeric_limits<int>::max(), 0};
  for (int key = 1; static_cast<int>(keys.size()) < count; key += 1'000'003) {
    keys.push_back(key);
    keys.push_back(-key - 1);
    keys.push_back(key + 1);
    keys.push_back(key + 64);
  }
  keys.resize(static_cast<std::vector<int>::size_type>(count));
  return keys;
}

}  // namespace workbook_tests
